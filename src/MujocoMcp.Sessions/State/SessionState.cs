using System.Collections.Immutable;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.State;

/// <summary>All that a session is, without its process: what its journal and checkpoints hold. Immutable; events alone change it.</summary>
internal sealed record SessionState
{
    private const int FaultsKept = 20;

    public required SessionId Id { get; init; }

    public required Caller Owner { get; init; }

    public required string Isolation { get; init; }

    public string? Label { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In the order of loading.</summary>
    public ImmutableList<ModelState> Models { get; init; } = [];

    /// <summary>In the order of saving.</summary>
    public ImmutableList<SnapshotKept> Snapshots { get; init; } = [];

    /// <summary>All snapshots that ever were: ids are never used again.</summary>
    public long SnapshotsTotal { get; init; }

    /// <summary>The newest, newest first.</summary>
    public ImmutableList<FaultRecord> Faults { get; init; } = [];

    /// <summary>All faults that ever were.</summary>
    public long FaultsTotal { get; init; }

    /// <summary>Recent commands that changed something, oldest first.</summary>
    public ImmutableArray<CommandRecord> Commands { get; init; } = [];

    /// <summary>How many <see cref="Commands"/> are kept.</summary>
    public required int RememberedCommands { get; init; }

    public LastCommand? LastCommand { get; init; }

    /// <summary>It was closed; only its remains may still be there.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What replaying everything since the last checkpoint would cost, ms.</summary>
    public double ReplayMs => Models.Sum(static model => model.ReplayMs);

    public static SessionState From(Opened opened, int rememberedCommands) => new()
    {
        Id = opened.Session,
        Owner = opened.Caller,
        Isolation = opened.Isolation,
        Label = opened.Label,
        CreatedAt = opened.At,
        RememberedCommands = rememberedCommands,
    };

    public ModelState? Model(string modelId) => Models.Find(model => model.ModelId == modelId);

    /// <summary>The command of this id that was answered before; null where there is none.</summary>
    public CommandRecord? Answered(string commandId) => Commands.LastOrDefault(command => command.CommandId == commandId);

    /// <summary>The session after an event.</summary>
    public SessionState Apply(SessionEvent happened) => happened switch
    {
        Loaded loaded => WithoutModel(loaded.ModelId).With(ModelState.From(loaded)).Remember(loaded.Command),
        Unloaded unloaded => WithoutModel(unloaded.ModelId).Remember(unloaded.Command),
        PlayedTo played => WithPlayed(played),
        Applied applied => Apply(applied).Remember(applied.Command),
        SnapshotKept kept => (this with { Snapshots = Snapshots.Add(kept), SnapshotsTotal = SnapshotsTotal + 1 }).Remember(kept.Command),
        FaultSeen { Command: { } command } seen => Note(seen.Fault).Remember(command),
        FaultSeen seen => Note(seen.Fault),
        Isolated => this with { Isolation = Contracts.Sessions.Isolation.Isolated },
        Ended ended => (this with { Models = [], Snapshots = [], IsClosed = true }).Remember(ended.Command),
        _ => throw new NotSupportedException($"A session can't be {happened.GetType().Name} twice."),
    };

    /// <summary>The session with a model's captured state in place of its replay.</summary>
    public SessionState WithCheckpoint(string modelId, Checkpoint checkpoint) => Model(modelId) is { } model
        ? this with { Models = Models.Replace(model, model.WithCheckpoint(checkpoint)) }
        : this;

    /// <summary>Every blob that is needed to build the session again.</summary>
    public IEnumerable<string> NamedBlobs()
    {
        foreach (var model in Models)
        {
            yield return model.SourceBlob;
            yield return model.BinaryBlob;
            if (model.Checkpoint is { } checkpoint) yield return checkpoint.StateBlob;
        }

        foreach (var snapshot in Snapshots) yield return snapshot.StateBlob;
    }

    /// <summary>The session after a command that changed nothing: only its outcome is noted.</summary>
    public SessionState Note(string tool, Failure? failure) =>
        this with { LastCommand = new LastCommand(tool, failure?.Code.WireName() ?? "ok", failure?.StepsDone ?? 0) };

    private SessionState Note(FaultRecord fault) => this with { Faults = [fault, .. Faults.Take(FaultsKept - 1)], FaultsTotal = FaultsTotal + 1 };

    private SessionState Apply(Applied applied)
    {
        var model = Model(applied.ModelId) ?? throw new InvalidOperationException($"The journal applies an operation to {applied.ModelId}, which isn't loaded.");
        return this with { Models = Models.Replace(model, model.Apply(applied)) };
    }

    private SessionState WithPlayed(PlayedTo played)
    {
        var model = Model(played.ModelId) ?? throw new InvalidOperationException($"The journal plays {played.ModelId}, which isn't loaded.");
        return this with { Models = Models.Replace(model, model.Apply(played)) };
    }

    private SessionState With(ModelState model) => this with { Models = Models.Add(model) };

    private SessionState WithoutModel(string modelId) => this with
    {
        Models = Models.RemoveAll(model => model.ModelId == modelId),
        Snapshots = Snapshots.RemoveAll(kept => kept.Snapshot.ModelId == modelId),
    };

    /// <summary>The session with a command in its table: a retry is answered from there.</summary>
    public SessionState Remember(CommandRecord command)
    {
        var stepsDone = command.Reply.Failure?.StepsDone ?? (command.Reply.Answer as Operated)?.StepsDone ?? 0;
        // What people do by the dozen a second, without keys, must not push out the keys that calls are tried again by.
        var commands = command.FromPage ? Commands : Commands.Add(command);
        return this with
        {
            Commands = commands.Length > RememberedCommands ? commands.RemoveRange(0, commands.Length - RememberedCommands) : commands,
            LastCommand = new LastCommand(command.Tool, command.Outcome, stepsDone),
        };
    }
}
