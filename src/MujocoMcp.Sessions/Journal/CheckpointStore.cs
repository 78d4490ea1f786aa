using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace MujocoMcp.Sessions.Journal;

/// <summary>Checkpoints in SQL. Where the newest can't be read, the one before it is loaded, or none: the events since are in the journal, and a
/// recovery that finds them missing fails.</summary>
/// <param name="settings">The plugin's section of the actor system's settings.</param>
internal sealed class CheckpointStore(Config settings) : SqlSnapshotStore(settings)
{
    private readonly ILoggingAdapter _log = Context.GetLogger();

    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var found = await base.LoadAsync(persistenceId, criteria, cancellationToken).ConfigureAwait(false);
        while (found is { Snapshot: UnreadableCheckpoint unreadable })
        {
            _log.Warning(unreadable.Damage, "{0}: the checkpoint at event {1} can't be read; going back to the one before it", persistenceId, found.Metadata.SequenceNr);
            found = await base.LoadAsync(persistenceId, new SnapshotSelectionCriteria(found.Metadata.SequenceNr - 1), cancellationToken).ConfigureAwait(false);
        }

        return found;
    }
}
