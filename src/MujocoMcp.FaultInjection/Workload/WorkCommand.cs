namespace MujocoMcp.FaultInjection.Workload;

/// <summary>What a session is told to do. It knows no model: the same plan fits any.</summary>
/// <param name="Kind">What.</param>
internal sealed record WorkCommand(WorkKind Kind)
{
    /// <summary>For steps.</summary>
    public int Steps { get; init; }

    /// <summary>Numbers from 0 to 1, to be spread over a model's controls or joints.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [];

    /// <summary>For snapshots.</summary>
    public string Label { get; init; } = "";

    public bool ChangesState => Kind is not (WorkKind.Read or WorkKind.Repeat or WorkKind.Save);

    /// <summary>The tool that does it.</summary>
    public string Tool => Kind switch
    {
        WorkKind.Step => "step_simulation",
        WorkKind.Control => "set_control",
        WorkKind.State => "set_state",
        WorkKind.Save => "save_snapshot",
        WorkKind.Restore => "restore_snapshot",
        WorkKind.Reset => "reset_simulation",
        WorkKind.Read => "get_state",
        _ => throw new InvalidOperationException($"{Kind} is no tool of its own."),
    };

    /// <summary>The tool's arguments for a model.</summary>
    public Dictionary<string, object?> ArgumentsFor(ModelFacts facts)
    {
        var arguments = new Dictionary<string, object?> { ["model_id"] = "main" };
        switch (Kind)
        {
            case WorkKind.Step:
                arguments["steps"] = Steps;
                break;
            case WorkKind.Control:
                arguments["ctrl"] = facts.Controls.Select((range, i) => range.Low + ((range.High - range.Low) * Shares[i % Shares.Count])).ToArray();
                break;
            case WorkKind.State when facts.ScalarJoints.Count > 0:
                arguments["joints"] = new Dictionary<string, double> { [facts.ScalarJoints[(int)(Shares[0] * facts.ScalarJoints.Count)]] = Shares[1] - 0.5 };
                break;
            case WorkKind.State:
                arguments["time"] = Shares[0];
                break;
            case WorkKind.Save:
                arguments["label"] = Label;
                break;
            case WorkKind.Restore:
                arguments["snapshot_id"] = Label;
                break;
        }

        return arguments;
    }
}

/// <summary>Kinds of commands.</summary>
internal enum WorkKind
{
    Step,
    Control,
    State,
    Save,
    Restore,
    Reset,
    Read,

    /// <summary>The last command that changed something, sent once more with its key: to be answered, not run.</summary>
    Repeat,
}
