using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Applies an operation to a model.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Operation">Anything but <see cref="RestoreState"/>, which goes as a <see cref="RestoreRequest"/>.</param>
public sealed record ExecuteRequest(long Sequence, string ModelId, Operation Operation)
{
    /// <summary>For a replay: run exactly this many steps, whatever the operation asks for; null otherwise.</summary>
    public long? ExactSteps { get; init; }

    /// <summary>Channels to read afterwards.</summary>
    public string[] Observe { get; init; } = [];

    /// <summary>Sample the same channels at the start, every so many steps, and at the end; null for no samples.</summary>
    public long? SampleEvery { get; init; }

    /// <summary>Time that the simulation thread may take, ms; past it the operation ends at a step boundary with <c>budget_exceeded</c>.</summary>
    public double BudgetMs { get; init; } = double.PositiveInfinity;
}

/// <summary>Puts back a captured state.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model; must be the one, to the bit, that the state was captured from.</param>
/// <param name="State">What <see cref="CaptureOutcome.State"/> held.</param>
/// <param name="Observe">Channels to read afterwards.</param>
public sealed record RestoreRequest(long Sequence, string ModelId, byte[] State, string[] Observe);

/// <summary>What came of an operation.</summary>
public sealed record ExecuteOutcome
{
    /// <summary>Null where the operation was done in full, or was cancelled.</summary>
    public Failure? Failure { get; init; }

    /// <summary>True where a cancel ended it early; <see cref="StepsDone"/> tells how far it came.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Whether the state differs from before: it must then be journaled, whatever the outcome.</summary>
    public bool StateChanged { get; init; }

    public long StepsDone { get; init; }

    public ModelClock Clock { get; init; } = new(0, 0);

    /// <summary>Digest of the full integration state afterwards.</summary>
    public string Digest { get; init; } = "";

    public Observation Observed { get; init; } = new();

    /// <summary>The condition that ended a <see cref="RunUntil"/>; null where none did.</summary>
    public FiredCondition? Fired { get; init; }

    /// <summary>Actuators whose control was cut to their ctrlrange.</summary>
    public string[] Clamped { get; init; } = [];

    public Warning[] Warnings { get; init; } = [];

    /// <summary>Time that the simulation thread worked on this, ms.</summary>
    public double CostMs { get; init; }
}
