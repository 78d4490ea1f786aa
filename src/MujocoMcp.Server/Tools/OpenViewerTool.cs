using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class OpenViewerTool(PageLinks links) : SessionTool<ViewerOpened>
{
    public override string Name => "open_viewer";

    public override string Title => "Open viewer";

    public override string Description => "Link to the session's live page.";

    public override ToolEffect Effect => ToolEffect.Sets;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForSession(AnswerField.Text("viewer_url"));

    protected override SessionCommand Command(ToolArguments arguments) => new OpenViewer();

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, ViewerOpened answer) => json.WriteString("viewer_url"u8, links.To(reply.Session, answer.Token, answer.Url));
}
