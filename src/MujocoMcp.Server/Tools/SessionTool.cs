using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that sends a session a command.</summary>
/// <typeparam name="TAnswer">What the session brings back.</typeparam>
internal abstract class SessionTool<TAnswer> : Tool
    where TAnswer : SessionAnswer
{
    public override async ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) =>
        new SessionRequest(SessionOf(arguments), call.Caller, call.CommandId, call.ArgumentsHash, Name, call.Patience, await CommandAsync(arguments, call, cancellationToken));

    public override ToolAnswer Present(object reply, ToolArguments arguments)
    {
        var sessionReply = (SessionReply)reply;
        if (sessionReply.Failure is { } failure) return Explain(failure, sessionReply, arguments);
        return sessionReply.Answer is TAnswer answer
            ? Present(sessionReply, answer, arguments)
            : throw new InvalidOperationException($"{Name} was answered with {sessionReply.Answer?.GetType().Name ?? "nothing"}.");
    }

    protected virtual ValueTask<SessionCommand> CommandAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Command(arguments));

    protected virtual SessionCommand Command(ToolArguments arguments) => throw new NotSupportedException($"{Name} makes its command another way.");

    /// <summary>Writes the tool's own fields.</summary>
    protected abstract void WriteFields(Utf8JsonWriter json, SessionReply reply, TAnswer answer);

    /// <summary>What a caller should know, beside the warnings of the reply.</summary>
    protected virtual IEnumerable<Warning> WarningsOf(TAnswer answer) => [];

    /// <summary>The answer of a call that failed.</summary>
    protected virtual ToolAnswer Explain(Failure failure, SessionReply reply, ToolArguments arguments) => FailureAnswer.Of(failure);

    protected virtual ToolAnswer Present(SessionReply reply, TAnswer answer, ToolArguments arguments)
    {
        using AnswerWriter writer = AnswerWriter.Rent();
        AnswerFrame.Write(writer.Json, reply, [.. reply.Warnings, .. WarningsOf(answer)], truncation: null, json => WriteFields(json, reply, answer));
        return writer.ToAnswer(isError: false);
    }

    private static SessionId? SessionOf(ToolArguments arguments)
    {
        if (arguments.Get(CommonArguments.Session) is not { } given) return null;
        var session = new SessionId(given);
        return session.IsWellFormed ? session : throw new FailureException(new Failure(ErrorCode.UnknownSession, $"There is no session '{given}'.")
        {
            Details = new FailureDetails { Argument = CommonArguments.Session.Name, Value = given },
            Suggestions = ["Open one with open_session.", "Leave session_id out to use this connection's only session."],
        });
    }
}
