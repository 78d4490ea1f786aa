using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the processes that a session lost.</summary>
internal sealed class ReadFaults : SessionTool<SessionInfo>
{
    public override string Name => "resources/read faults";

    public override string Title => Name;

    public override string Description => Name;

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession);

    public override AnswerSchema? Answer => null;

    protected override SessionCommand Command(ToolArguments arguments) => new GetSessionInfo();

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SessionInfo answer) => SessionInfoFields.WriteFaults(json, answer);
}
