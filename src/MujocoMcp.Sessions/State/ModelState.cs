using System.Collections.Immutable;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Sessions.State;

/// <summary>What a session knows of a model: enough to build its simulation again, to the last bit.</summary>
internal sealed record ModelState
{
    public required string ModelId { get; init; }

    public string? Name { get; init; }

    public required string SourceBlob { get; init; }

    public required string BinaryBlob { get; init; }

    public string? Keyframe { get; init; }

    /// <summary>Digest of the state right after loading.</summary>
    public required string LoadedDigest { get; init; }

    /// <summary>A captured state to start the replay from; null for the state right after loading.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>What was applied since, to be replayed.</summary>
    public ImmutableList<AppliedOperation> Since { get; init; } = [];

    /// <summary>What replaying <see cref="Since"/> would cost, ms.</summary>
    public double ReplayMs { get; init; }

    /// <summary>Where the simulation stands.</summary>
    public required ModelClock Clock { get; init; }

    /// <summary>Digest of the state where it stands.</summary>
    public required string Digest { get; init; }

    public static ModelState From(Loaded loaded) => new()
    {
        ModelId = loaded.ModelId,
        Name = loaded.Name,
        SourceBlob = loaded.SourceBlob,
        BinaryBlob = loaded.BinaryBlob,
        Keyframe = loaded.Keyframe,
        LoadedDigest = loaded.Digest,
        Clock = loaded.Clock,
        Digest = loaded.Digest,
    };

    /// <summary>The model after an operation. One that sets the whole state makes all before it irrelevant.</summary>
    public ModelState Apply(Applied applied) => applied.Operation switch
    {
        RestoreState restore => WithCheckpoint(new Checkpoint(restore.StateBlob, applied.Clock, applied.Digest)),
        Reset => (this with { Checkpoint = null, Since = [], ReplayMs = 0 }).Append(applied),
        _ => Append(applied),
    };

    /// <summary>The model after it was played: plain steps, one after the other, replayed in one go.</summary>
    public ModelState Apply(PlayedTo played)
    {
        var isFirst = Since.IsEmpty || !Since[^1].IsPlay;
        var before = isFirst ? 0 : Since[^1].StepsDone;
        var all = new AppliedOperation(new Step(before + played.StepsDone, null, null), before + played.StepsDone, played.Digest) { IsPlay = true };
        return this with
        {
            Since = isFirst ? Since.Add(all) : Since.SetItem(Since.Count - 1, all),
            ReplayMs = ReplayMs + played.CostMs + (isFirst ? AppliedOperation.OverheadMs : 0),
            Clock = played.Clock,
            Digest = played.Digest,
        };
    }

    /// <summary>The model with a captured state in place of everything to be replayed.</summary>
    public ModelState WithCheckpoint(Checkpoint checkpoint) =>
        this with { Checkpoint = checkpoint, Since = [], ReplayMs = 0, Clock = checkpoint.Clock, Digest = checkpoint.Digest };

    private ModelState Append(Applied applied) => this with
    {
        Since = Since.Add(new AppliedOperation(applied.Operation, applied.StepsDone, applied.Digest)),
        ReplayMs = ReplayMs + applied.CostMs + AppliedOperation.OverheadMs,
        Clock = applied.Clock,
        Digest = applied.Digest,
    };
}

/// <summary>A captured state.</summary>
/// <param name="StateBlob">Its blob.</param>
/// <param name="Clock">Where the simulation stood.</param>
/// <param name="Digest">Digest of the state.</param>
internal sealed record Checkpoint(string StateBlob, ModelClock Clock, string Digest);

/// <summary>An operation to be replayed.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="StepsDone">How many steps it took.</param>
/// <param name="Digest">Digest of the state after it: the replay must give the same.</param>
internal sealed record AppliedOperation(Operation Operation, long StepsDone, string Digest)
{
    /// <summary>What replaying an operation costs beside its computing: a round trip on the pipe.</summary>
    public const double OverheadMs = 0.2;

    /// <summary>True for steps of play, which the next ones may be added to.</summary>
    public bool IsPlay { get; init; }
}
