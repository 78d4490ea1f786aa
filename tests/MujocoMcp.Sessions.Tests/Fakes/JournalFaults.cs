using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>What goes wrong with an actor system's journal.</summary>
internal sealed class JournalFaults : IExtension
{
    /// <summary>Asked before each write; what it throws, the journal throws; what it returns, the journal rejects with.</summary>
    public Func<IPersistentRepresentation, Exception?>? OnWrite { get; set; }

    /// <summary>Writes wait for this.</summary>
    public Task WritesWaitFor { get; set; } = Task.CompletedTask;

    /// <summary>Checkpoints wait for this.</summary>
    public Task CheckpointsWaitFor { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<IPersistentRepresentation> Written { get; } = new();

    public ConcurrentQueue<(long Sequence, object State)> Checkpoints { get; } = new();

    /// <summary>Those that were saved, and those that wait to be.</summary>
    public ConcurrentQueue<long> CheckpointsBegun { get; } = new();

    public ConcurrentQueue<long> CheckpointsDeleted { get; } = new();

    public ConcurrentQueue<long> DeletedTo { get; } = new();

    /// <summary>Whose checkpoints were looked for.</summary>
    public ConcurrentQueue<string> LookedFor { get; } = new();

    public static JournalFaults Of(ActorSystem system) => system.WithExtension<JournalFaults, Provider>();

    public sealed class Provider : ExtensionIdProvider<JournalFaults>
    {
        public override JournalFaults CreateExtension(ExtendedActorSystem system) => new();
    }
}

/// <summary>The journal of tests: in memory, and out of order when told to be.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    private readonly JournalFaults _faults = JournalFaults.Of(Context.System);

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        await _faults.WritesWaitFor;
        var events = writes.SelectMany(static write => (IImmutableList<IPersistentRepresentation>)write.Payload).ToList();
        var rejections = events.ConvertAll(happened => _faults.OnWrite?.Invoke(happened));
        if (rejections.Exists(static why => why is not null)) return rejections.ConvertAll(static why => why!).ToImmutableList();
        foreach (var happened in events) _faults.Written.Enqueue(happened);
        return await base.WriteMessagesAsync(writes, cancellationToken);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        _faults.DeletedTo.Enqueue(toSequenceNr);
        return base.DeleteMessagesToAsync(persistenceId, toSequenceNr, cancellationToken);
    }
}

/// <summary>The checkpoint store of tests.</summary>
public sealed class FaultyCheckpoints : MemorySnapshotStore
{
    private readonly JournalFaults _faults = JournalFaults.Of(Context.System);

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        _faults.LookedFor.Enqueue(persistenceId);
        return base.LoadAsync(persistenceId, criteria, cancellationToken);
    }

    protected override async Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(metadata, cancellationToken);
        _faults.CheckpointsDeleted.Enqueue(metadata.SequenceNr);
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        _faults.CheckpointsBegun.Enqueue(metadata.SequenceNr);
        await _faults.CheckpointsWaitFor;
        await base.SaveAsync(metadata, snapshot, cancellationToken);
        _faults.Checkpoints.Enqueue((metadata.SequenceNr, snapshot));
    }
}
