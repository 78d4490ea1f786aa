using Akka.Persistence;

namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>How the first life of a session's actor begins, where it isn't with the newest checkpoint as those after it do: a restarted actor has the same props.</summary>
internal sealed class FirstLife
{
    private Akka.Persistence.Recovery? _recovery;

    private FirstLife(Akka.Persistence.Recovery recovery) => _recovery = recovery;

    /// <summary>Of a session that has just come to be: there is no checkpoint to look for and nothing to replay.</summary>
    public static FirstLife New => new(Akka.Persistence.Recovery.None);

    /// <summary>Of one whose checkpoint can't be used: from its first event on.</summary>
    public static FirstLife FromFirstEvent => new(new Akka.Persistence.Recovery(SnapshotSelectionCriteria.None));

    /// <summary>How it begins; null in the lives after it.</summary>
    public Akka.Persistence.Recovery? Begin() => Interlocked.Exchange(ref _recovery, null);
}
