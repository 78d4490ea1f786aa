using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that asks the node, not a session.</summary>
/// <typeparam name="TReply">What the node brings back.</typeparam>
internal abstract class NodeTool<TReply> : Tool
    where TReply : class
{
    public sealed override ToolEffect Effect => ToolEffect.ReadsOnly;

    public sealed override ArgumentSet Arguments { get; } = new();

    public sealed override ToolAnswer Present(object reply, ToolArguments arguments)
    {
        // A node that can't answer says so in the words of a session.
        if (reply is SessionReply { Failure: { } failure }) return FailureAnswer.Of(failure);

        var figures = (TReply)reply;
        using AnswerWriter writer = AnswerWriter.Rent();
        AnswerFrame.Write(writer.Json, reply: null, warnings: [], truncation: null, json => WriteFields(json, figures));
        return writer.ToAnswer(isError: false);
    }

    protected abstract void WriteFields(Utf8JsonWriter json, TReply reply);
}
