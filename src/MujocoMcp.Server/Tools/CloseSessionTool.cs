using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class CloseSessionTool : SessionTool<SessionClosed>
{
    public override string Name => "close_session";

    public override string Title => "Close session";

    public override string Description => "End a session: its models, snapshots and process are gone.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForSession(AnswerField.Flag("closed"));

    protected override SessionCommand Command(ToolArguments arguments) => new CloseSession();

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SessionClosed answer) => json.WriteBoolean("closed"u8, true);
}
