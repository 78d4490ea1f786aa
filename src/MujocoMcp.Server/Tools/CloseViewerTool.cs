using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class CloseViewerTool : SessionTool<ViewerClosed>
{
    public override string Name => "close_viewer";

    public override string Title => "Close viewer";

    public override string Description => "Close open pages.";

    public override ToolEffect Effect => ToolEffect.Sets;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.Model, CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForSession(AnswerField.Flag("closed"));

    protected override SessionCommand Command(ToolArguments arguments) => new CloseViewer(arguments.Get(CommonArguments.Model));

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, ViewerClosed answer) => json.WriteBoolean("closed"u8, answer.Pages > 0);
}
