using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <param name="quietly">Whether a call of it doesn't count as use of the session.</param>
internal sealed class GetSessionInfoTool(bool quietly = false) : SessionTool<SessionInfo>
{
    public override string Name => "get_session_info";

    public override string Title => "Get session info";

    public override string Description =>
        "How a session is, even while busy: state, models, snapshots, viewer, last command, faults.";

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForSession(
        AnswerField.Text("state"), AnswerField.Text("label").OrNull(), AnswerField.Text("isolation"), AnswerField.Text("created_at"), AnswerField.Text("last_activity"),
        AnswerField.Number("idle_timeout_s"), AnswerField.List("models"), AnswerField.List("snapshots"), AnswerField.Object("viewer").OrNull(),
        AnswerField.Object("last_command").OrNull(), AnswerField.List("faults"), AnswerField.Integer("faults_total"), AnswerField.Text("failed_because").OrNull());

    protected override SessionCommand Command(ToolArguments arguments) => new GetSessionInfo { Quietly = quietly };

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SessionInfo answer) => SessionInfoFields.Write(json, answer);
}
