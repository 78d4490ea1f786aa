using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Lifecycle;

namespace MujocoMcp.Sessions.Registry;

/// <content>Which sessions a caller has: the catalog knows them all, those that are at work here tell how they are.</content>
internal sealed partial class SessionRegistry
{
    private void List(ListSessions list)
    {
        var (principal, log) = (list.Caller.Principal, _log);
        var atWork = _index.OwnedBy(principal).Where(static session => session.Actor is not null).ToDictionary(static session => session.Id, static session => session.Actor!);
        ListAsync().PipeTo(Sender, failure: why =>
        {
            log.NotIndexed(why);
            return SessionReply.Failed(null, State.Refusals.StorageUnavailable(why));
        });

        async Task<SessionList> ListAsync()
        {
            var records = await _node.Catalog.OwnedByAsync(principal, list.Limit).ConfigureAwait(false);
            var sessions = records.Select(async record => new SessionSummary(
                record.Id, record.Label, atWork.TryGetValue(record.Id, out var session) ? (await ReportAsync(session).ConfigureAwait(false)).Status : null, record.Touched));
            return new SessionList(await Task.WhenAll(sessions).ConfigureAwait(false));
        }
    }

    // One that is slow to answer hides its own process, not everybody's.
    private static async Task<ProcessReport> ReportAsync(IActorRef session)
    {
        try
        {
            return await session.Ask<ProcessReport>(new GetProcess(), ReportWait).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new ProcessReport(null, 0);
        }
    }
}
