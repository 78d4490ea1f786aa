using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Reads channels of a model.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Channels">Channel names: <c>qpos</c>, <c>body:torso.pos</c>, <c>contact:foot,floor</c>, ….</param>
public sealed record ObserveRequest(long Sequence, string ModelId, string[] Channels);

/// <summary>What came of an <see cref="ObserveRequest"/>.</summary>
public sealed record ObserveOutcome
{
    public Failure? Failure { get; init; }

    public ModelClock Clock { get; init; } = new(0, 0);

    /// <summary>Digest of the full integration state.</summary>
    public string Digest { get; init; } = "";

    public Observation Observed { get; init; } = new();

    public Warning[] Warnings { get; init; } = [];
}

/// <summary>A copy of a simulation's state.</summary>
public sealed record CaptureOutcome
{
    public Failure? Failure { get; init; }

    /// <summary>Integration state, steps and edited model fields, in a form that only a viewer reads.</summary>
    public byte[] State { get; init; } = [];

    public ModelClock Clock { get; init; } = new(0, 0);

    public string Digest { get; init; } = "";
}

/// <summary>What came of binding the viewer's page.</summary>
/// <param name="Listening">True where it serves.</param>
/// <param name="InUse">True where another process has the port: lease another.</param>
/// <param name="Problem">The system's own words where neither.</param>
public sealed record ListenOutcome(bool Listening, bool InUse, string? Problem);
