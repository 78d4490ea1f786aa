using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace MujocoMcp.Sessions.Journal;

/// <summary>Events in SQL. Of an actor that wants nothing replayed (<see cref="Akka.Persistence.Recovery.None"/>: a session that has just come to be) there are none, and the
/// database isn't asked for the last one's number.</summary>
/// <param name="settings">The plugin's section of the actor system's settings.</param>
internal sealed class SessionJournal(Config settings) : SqlWriteJournal(settings)
{
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is not ReplayMessages { ToSequenceNr: 0 } fresh) return base.AroundReceive(receive, message);
        fresh.PersistentActor.Tell(new RecoverySuccess(0));
        return true;
    }
}
