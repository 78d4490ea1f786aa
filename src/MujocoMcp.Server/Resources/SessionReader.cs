using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads a resource of a session by a call that goes the way of every tool's, and is never listed as one.</summary>
/// <param name="what">What is read, for the logs.</param>
internal abstract class SessionReader<TAnswer>(string what) : SessionTool<TAnswer>
    where TAnswer : SessionAnswer
{
    public sealed override string Name => $"resources/read {what}";

    public sealed override string Title => Name;

    public sealed override string Description => Name;

    public sealed override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession);

    public sealed override AnswerSchema? Answer => null;
}

/// <summary>Reads a resource that is text, not JSON.</summary>
/// <param name="what">What is read, for the logs.</param>
internal abstract class SessionTextReader<TAnswer>(string what) : SessionReader<TAnswer>(what)
    where TAnswer : SessionAnswer
{
    protected abstract string TextOf(TAnswer answer);

    protected sealed override ToolAnswer Present(SessionReply reply, TAnswer answer, ToolArguments arguments) => new(default, TextOf(answer), IsError: false);

    protected sealed override void WriteFields(Utf8JsonWriter json, SessionReply reply, TAnswer answer) => throw new NotSupportedException("It is no JSON.");
}
