using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>What MuJoCo warned of while one request ran: how often, and at which step first.</summary>
internal sealed class WarningTally
{
    private static readonly (DataWarning Kind, string Code, string Message)[] Counted =
    [
        (DataWarning.Inertia, "inertia", "The inertia matrix is nearly singular: check masses and inertias of the model."),
        (DataWarning.ContactFull, "contact_full", "More contacts than the model has room for: the rest is ignored, and bodies may pass through each other. Raise nconmax (or memory) in <size>."),
        (DataWarning.ConstraintFull, "constraint_full", "More constraints than the model has room for: the rest is ignored. Raise njmax (or memory) in <size>."),
    ];

    // MuJoCo's own sentences for what is counted above or ends a step; whatever else it says is passed on in its words.
    private static readonly string[] Accounted = ["Inertia matrix", "contact buffer", "constraint buffer", "huge value in Q"];

    private readonly Data _data;
    private readonly long?[] _firstStep = new long?[Counted.Length];
    private readonly int[] _counts = new int[Counted.Length];

    /// <summary>Starts to count from 0.</summary>
    internal WarningTally(Data data)
    {
        _data = data;
        data.ClearWarnings();
        MujocoLibrary.DrainWarnings();
    }

    /// <summary>To be called after each step: cheap while there is nothing new.</summary>
    internal void Note(long step)
    {
        for (var i = 0; i < Counted.Length; i++)
        {
            // Kept here: MuJoCo forgets its counts where it resets diverged data.
            _counts[i] = _data.WarningNumber(Counted[i].Kind);
            if (_counts[i] > 0)
                _firstStep[i] ??= step;
        }
    }

    /// <summary>What happened so far, as the answer tells it.</summary>
    internal Warning[] ToWarnings()
    {
        var warnings = new List<Warning>();
        for (var i = 0; i < Counted.Length; i++)
        {
            var (kind, code, message) = Counted[i];
            if (Math.Max(_counts[i], _data.WarningNumber(kind)) is > 0 and var count)
                warnings.Add(new(code, message, count) { FirstStep = _firstStep[i] });
        }

        warnings.AddRange(Spoken());
        return [.. warnings];
    }

    /// <summary>What MuJoCo said on this thread since it was last asked, other than what has a code of its own.</summary>
    internal static IEnumerable<Warning> Spoken() =>
        from text in MujocoLibrary.DrainWarnings()
        where !Accounted.Any(known => text.Contains(known, StringComparison.OrdinalIgnoreCase))
        group text by text into same
        select new Warning("engine", same.Key.Trim(), same.Count());
}
