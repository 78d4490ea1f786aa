using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>What a session is told, and by whom it is handled.</content>
internal sealed partial class SessionActor
{
    // Switches, because there is one such actor a session: a table of handlers would be built anew for each.
    protected override void OnCommand(object message)
    {
        if (!(HandleSession(message) || HandleViewer(message) || HandlePages(message) || HandleJournal(message) || HandleFallback(message))) Unhandled(message);
    }

    private bool HandleSession(object message)
    {
        switch (message)
        {
            case Lifecycle.Begin:
                Begin();
                return true;
            case SessionRequest request:
                Take(request);
                return true;
            case CancelCommand cancel:
                Cancel(cancel);
                return true;
            case DeadlinePassed passed:
                Expire(passed);
                return true;
            case Leave:
                Leaving();
                return true;
            case Expired:
                EndUnlessInUse();
                return true;
            case LetGo:
                StopIfAtRest();
                return true;
            case Lifecycle.TellOpening:
                TellOpening();
                return true;
            case GetProcess:
                Sender.Tell(new ProcessReport(DescribeProcess(), _viewer.Restarts) { Status = _status });
                return true;
            default:
                return false;
        }
    }
}
