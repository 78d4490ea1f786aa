using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Pages;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>The session's page: where it is served, what it shows, and what people do there, which takes the road of every command.</content>
internal sealed partial class SessionActor
{
    // What a person sees of commands may be late by so much: calls come by the hundred a second.
    private static readonly TimeSpan PageRefresh = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(30);

    private PageStatus? _shown;
    private PageNotice? _recoveredNotice;
    private int _pages;
    private long _pageCommands;

    private void HandlePages()
    {
        Command<PageAsked>(asked => _viewer.IsCurrent(asked.Incarnation), Answer);
        Command<PagesWatched>(watched => _viewer.IsCurrent(watched.Incarnation), Watched);
        Command<RefreshPages>(_ => ShowPages());
        // Of a process that is gone: nobody hears the answer.
        Command<PageAsked>(asked => asked.Answer.TrySetResult(PageAnswer.Failed(Refusals.Recovering())));
        Command<PagesWatched>(_ => { });
    }

    private void Answer(PageAsked asked)
    {
        _lastActivity = Now;
        if (RefusalOf(asked.Request) is { } refusal)
        {
            asked.Answer.TrySetResult(PageAnswer.Failed(refusal));
            return;
        }

        switch (asked.Request)
        {
            case PageOperate operate:
                Enqueue(PageCommandOf(operate, asked.Answer));
                break;
            case PagePlay play:
                Play(play, asked.Answer);
                break;
            case PagePause:
                Pause(asked.Answer);
                break;
            case PageSpeed speed:
                SetSpeed(speed.Speed, asked.Answer);
                break;
        }
    }

    private Failure? RefusalOf(PageRequest request) => _status switch
    {
        SessionStatus.Starting or SessionStatus.Recovering => Refusals.Recovering(),
        SessionStatus.Failed => Refusals.SessionFailed(_failedBecause!),
        SessionStatus.Ready or SessionStatus.Busy when request is PageOperate && _line.IsFull => Refusals.TooManyWaiting(_node.Options.MaxWaiting),
        SessionStatus.Ready or SessionStatus.Busy => null,
        _ => Refusals.UnknownSession(),
    };

    private PendingCommand PageCommandOf(PageOperate operate, TaskCompletionSource<PageAnswer> answer) => new(
        new SessionRequest(
            _id, State.Owner, $"{SessionDecisions.PageTool}{++_pageCommands}", "", SessionDecisions.PageTool + operate.Action, PagePatience, new Operate(operate.ModelId, operate.Operation, [])),
        ActorRefs.Nobody,
        _node.Clock)
    {
        Answered = reply => answer.TrySetResult(new PageAnswer
        {
            Failure = reply.Failure,
            Clock = reply.Clock,
            StepsDone = (reply.Answer as Operated)?.StepsDone ?? reply.Failure?.StepsDone ?? 0,
            Clamped = (reply.Answer as Operated)?.Clamped ?? [],
        }),
    };

    /// <summary>An open page is as good as a call: the session stays.</summary>
    private void Watched(PagesWatched watched)
    {
        (_pages, _lastActivity) = (watched.Pages, Now);
        if (_pages == 0)
        {
            Timers.Cancel(nameof(RefreshPages));
            return;
        }

        _shown = null;
        Timers.StartPeriodicTimer(nameof(RefreshPages), new RefreshPages(), PageRefresh, PageRefresh);
        ShowPages();
    }

    /// <summary>Tells open pages how the session is, where that is news.</summary>
    private void ShowPages()
    {
        if (_pages == 0 || _viewer.Process is null) return;
        var status = new PageStatus(_id.Value, _status)
        {
            Playing = _play.ModelId,
            Speed = _play.Speed,
            Running = _running is { } running ? new PageCommand(running.Request.Tool, SessionDecisions.IsFromPage(running.Request.Tool), null) : null,
            Last = State.LastCommand is { } last ? new PageCommand(last.Tool, SessionDecisions.IsFromPage(last.Tool), last.Outcome) : null,
            Notice = _play.Notice ?? _recoveredNotice,
        };
        if (status == _shown) return;
        _shown = status;
        _viewer.Send(new ShowStatus(status), static _ => { });
    }

    /// <summary>Serves the page, where it isn't yet, and answers where.</summary>
    private void OpenPages(PendingCommand command)
    {
        if (_viewer.Url is { } url) Finish(command, ServedAt(url));
        else BindPageNow();
    }

    private void BindPageNow()
    {
        Timers.Cancel(nameof(OpenPage));
        LeasePort(refused: null);
    }

    private void PageBound()
    {
        if (_running is { Request.Command: OpenViewer } waiting && _status == SessionStatus.Busy) Finish(waiting, ServedAt(_viewer.Url!));
    }

    private void PageNotBound(Failure why)
    {
        if (_running is { Request.Command: OpenViewer } waiting && _status == SessionStatus.Busy) Finish(waiting, SessionReply.Failed(_id, why));
    }

    private SessionReply ServedAt(string url) => new() { Session = _id, Answer = new ViewerOpened(url, PageToken.Of(_id)) };

    private void ForgetPages()
    {
        (_pages, _shown) = (0, null);
        Timers.Cancel(nameof(RefreshPages));
    }

    private sealed record RefreshPages;
}
