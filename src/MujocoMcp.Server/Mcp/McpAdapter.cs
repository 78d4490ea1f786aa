using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Server.Answers;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Blobs;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Server.Mcp;

/// <summary>Gives every tool call an actor of its own, so that a call that fails takes nothing with it. Holds no state that a crash could lose.</summary>
internal sealed class McpAdapter : ReceiveActor
{
    public static readonly Failure InternalFailure = new(ErrorCode.Internal, "The server failed to handle this call; the session is not affected by that.")
    {
        Suggestions = ["Look at get_session_info.last_command to see whether the command was done.", "Report this, with what the server wrote to stderr."],
    };

    public McpAdapter(IActorRef sessions, IBlobStore blobs, CallLimits limits, ILogger<McpAdapter> log)
    {
        Receive<ToolCall>(call =>
        {
            var asker = Sender;
            Context.ActorOf(QuickProps.Of(() => new ToolCallActor(call, asker, sessions, blobs, limits, log)));
        });
        Receive<StartWatch>(start => Sender.Tell(Context.ActorOf(start.Watch)));
    }

    public static Props Props(IActorRef sessions, IBlobStore blobs, CallLimits limits, ILogger<McpAdapter> log) =>
        Akka.Actor.Props.Create(() => new McpAdapter(sessions, blobs, limits, log));

    /// <summary>A call's actor answers as it stops; nothing of it is worth a restart.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is ToolCall) Sender.Tell(FailureAnswer.Of(InternalFailure));
        base.PreRestart(reason, message);
    }
}
