namespace MujocoMcp.FaultInjection.Workload;

/// <summary>The commands of one session, one after another, for ever; the same for the same seed.</summary>
internal sealed class WorkStream(int seed)
{
    private const int MostSteps = 100;
    private const int SharesEach = 8;
    private const int LabelsInUse = 3;

    private static readonly (WorkKind Kind, int Weight)[] Mix =
    [
        (WorkKind.Step, 44), (WorkKind.Control, 20), (WorkKind.State, 8), (WorkKind.Save, 4), (WorkKind.Restore, 4), (WorkKind.Reset, 2), (WorkKind.Read, 14), (WorkKind.Repeat, 4),
    ];

    private readonly Random _chance = new(seed);
    private readonly Queue<string> _labels = new();
    private int _saved;

    public WorkCommand Next()
    {
        var kind = Pick();
        return kind switch
        {
            WorkKind.Step => new(kind) { Steps = _chance.Next(1, MostSteps) },
            WorkKind.Control or WorkKind.State => new(kind) { Shares = [.. Enumerable.Range(0, SharesEach).Select(_ => _chance.NextDouble())] },
            WorkKind.Save => new(kind) { Label = NewLabel() },
            WorkKind.Restore when _labels.Count > 0 => new(kind) { Label = _labels.ElementAt(_chance.Next(_labels.Count)) },
            WorkKind.Restore => new(WorkKind.Reset),
            _ => new(kind),
        };
    }

    private WorkKind Pick()
    {
        var roll = _chance.Next(Mix.Sum(static part => part.Weight));
        foreach (var (kind, weight) in Mix)
        {
            if ((roll -= weight) < 0) return kind;
        }

        throw new InvalidOperationException("The weights don't add up.");
    }

    private string NewLabel()
    {
        var label = $"snapshot {++_saved}";
        _labels.Enqueue(label);
        if (_labels.Count > LabelsInUse) _labels.Dequeue();
        return label;
    }
}
