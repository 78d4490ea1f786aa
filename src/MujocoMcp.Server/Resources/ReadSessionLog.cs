using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the end of a session's log.</summary>
internal sealed class ReadSessionLog : SessionTool<LogRead>
{
    public override string Name => "resources/read log";

    public override string Title => Name;

    public override string Description => Name;

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession);

    public override AnswerSchema? Answer => null;

    protected override SessionCommand Command(ToolArguments arguments) => new ReadLog();

    protected override ToolAnswer Present(SessionReply reply, LogRead answer, ToolArguments arguments) => new(default, answer.Text, IsError: false);

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, LogRead answer) => throw new NotSupportedException("It is no JSON.");
}
