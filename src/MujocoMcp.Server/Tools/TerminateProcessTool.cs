using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Tools;

internal sealed class TerminateProcessTool : SessionTool<ViewerTerminated>
{
    public override string Name => "terminate_process";

    public override string Group => ToolGroups.Pool;

    public override string Title => "Terminate process";

    public override string Description => "End a session's process; its state is kept, its next call starts a new one.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForSession(AnswerField.Flag("terminated"));

    protected override SessionCommand Command(ToolArguments arguments) => new TerminateViewer();

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, ViewerTerminated answer) => json.WriteBoolean("terminated"u8, answer.Pid is not null);
}
