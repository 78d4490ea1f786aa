using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;
using MujocoMcp.Sessions.Blobs;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Server.Mcp;

/// <summary>One tool call, from its arguments to its answer. Whatever happens to this actor, its caller is answered once.</summary>
internal sealed partial class ToolCallActor : UntypedActor, IWithTimers
{
    private readonly ToolCall _call;
    private readonly IActorRef _asker;
    private readonly IActorRef _sessions;
    private readonly IBlobStore _blobs;
    private readonly CallLimits _limits;
    private readonly ILogger _log;
    private readonly ProgressBeat _beat;

    // Its event may be on its way to the journal: whether it got there is known only afterwards.
    private static readonly Failure NodeEnded = new(ErrorCode.Cancelled, "The server was told to end while the call ran: it is undone, unless it was kept at that very moment.")
    {
        State = StateEffect.RolledBack,
        Suggestions =
        [
            "The session is kept: go on with its session_id when a server is there again.",
            "get_session_info.last_command then tells whether the call was kept; the same call with the same idempotency_key does it once at most.",
        ],
    };

    private ToolArguments? _arguments;
    private SessionRequest? _request;
    private CancellationTokenRegistration _cancellation;
    private bool _answered;

    public ToolCallActor(ToolCall call, IActorRef asker, IActorRef sessions, IBlobStore blobs, CallLimits limits, ILogger log)
    {
        (_call, _asker, _sessions, _blobs, _limits, _log) = (call, asker, sessions, blobs, limits, log);
        _beat = new ProgressBeat(call.Progress);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        IActorRef self = Self;
        _cancellation = _call.Cancelled.Register(() => self.Tell(Cancel.Instance));
        Timers.StartSingleTimer(DeadlinePassed.Instance, DeadlinePassed.Instance, _limits.Deadline + _limits.Margin);
        if (_call.Progress is not null) Timers.StartPeriodicTimer(Beat.Instance, Beat.Instance, ProgressBeat.Interval);

        try
        {
            _arguments = _call.Tool.Arguments.Read(_call.Arguments);
            Translate(_arguments);
        }
        catch (FailureException failure)
        {
            Answer(FailureAnswer.Of(failure.Failure));
        }
    }

    // A switch, which an actor has that lives for one call: tables of handlers would take longer to set up than to use.
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Translated translated:
                Send(translated.Message);
                break;
            case CommandProgress progress:
                _beat.Report(progress);
                break;
            case Beat:
                _beat.Tick();
                break;
            case SessionReply reply:
                Bring(reply);
                break;
            case PoolStats or ProcessList or SessionList:
                Present(message);
                break;
            case Brought brought:
                Present(brought.Reply);
                break;
            case Failed failed:
                Fail(failed.Cause);
                break;
            case Status.Failure failed:
                Fail(failed.Cause);
                break;
            case Cancel:
                CancelCommand();
                break;
            case DeadlinePassed:
                GiveUp();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _cancellation.Dispose();
        if (_answered) return;
        bool isNodeEnding = CoordinatedShutdown.Get(Context.System).ShutdownReason is not null;
        if (!isNodeEnding) Log.Stopped(_log, _call.Tool.Name);
        _asker.Tell(FailureAnswer.Of(isNodeEnding ? NodeEnded : McpAdapter.InternalFailure));
    }

    private void Translate(ToolArguments arguments)
    {
        string? key = arguments.Get(CommonArguments.Key);
        var context = new CallContext(
            _call.Caller,
            key ?? CommandId.Mint(),
            key is null ? "" : CanonicalArguments.Hash(_call.Tool.Name, _call.Tool.Arguments, arguments.Given),
            _limits.Deadline,
            _blobs);

        ValueTask<object> translation = _call.Tool.TranslateAsync(arguments, context, _call.Cancelled);
        if (translation.IsCompletedSuccessfully)
        {
            Send(translation.Result);
            return;
        }

        translation.AsTask().PipeTo(
            Self, success: static message => new Translated(message), failure: static cause => new Failed(cause));
    }

    private void Send(object message)
    {
        _request = message as SessionRequest;
        _sessions.Tell(message);
    }

    /// <summary>Brings in what was too large for a message.</summary>
    private void Bring(SessionReply reply)
    {
        if (reply.Blob() is not { } digest)
        {
            Present(reply);
            return;
        }

        _blobs.GetAsync(digest, _call.Cancelled).AsTask().PipeTo(
            Self,
            success: blob => new Brought(reply.WithContent(blob)),
            failure: static cause => new Failed(cause));
    }

    private void Present(object reply) => Answer(_call.Tool.Present(reply, _arguments!));

    private void Fail(Exception cause)
    {
        switch (cause)
        {
            case FailureException failure:
                Answer(FailureAnswer.Of(failure.Failure));
                break;
            case IOException broken:
                Answer(FailureAnswer.Of(new Failure(ErrorCode.StorageUnavailable, $"The server's storage failed: {broken.Message}")
                {
                    Suggestions = ["Call again; if it stays, free disk space or memory on the server."],
                }));
                break;
            case OperationCanceledException when _call.Cancelled.IsCancellationRequested:
                CancelCommand();
                break;
            default:
                Log.Failed(_log, _call.Tool.Name, cause);
                Answer(FailureAnswer.Of(McpAdapter.InternalFailure));
                break;
        }
    }

    /// <summary>Nobody waits any more: the command ends at its next step boundary, and its state is kept.</summary>
    private void CancelCommand()
    {
        TellCancel();
        Answer(FailureAnswer.Of(new Failure(ErrorCode.Cancelled, "The call was cancelled.") { Suggestions = ["Look at get_session_info.last_command to see how far it came."] }));
    }

    private void GiveUp()
    {
        Log.DeadlinePassed(_log, _call.Tool.Name);
        TellCancel();
        Answer(FailureAnswer.Of(new Failure(ErrorCode.DeadlineExceeded, $"No answer came within {(_limits.Deadline + _limits.Margin).TotalSeconds:0} s.")
        {
            Suggestions = ["Ask get_session_info how the session is.", "Do less in one call: fewer steps, a smaller model."],
        }));
    }

    private void TellCancel()
    {
        if (_request is { } request) _sessions.Tell(new CancelCommand(request.Session, request.Caller, request.CommandId));
    }

    private void Answer(ToolAnswer answer)
    {
        _answered = true;
        _asker.Tell(answer);
        Context.Stop(Self);
    }

    private sealed record Translated(object Message);

    private sealed record Brought(SessionReply Reply);

    private sealed record Failed(Exception Cause);

    private sealed record Cancel
    {
        public static readonly Cancel Instance = new();
    }

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }

    private sealed record DeadlinePassed
    {
        public static readonly DeadlinePassed Instance = new();
    }
}
