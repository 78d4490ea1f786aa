using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class OpenSessionTool(PageLinks links) : SessionTool<SessionOpened>
{
    private static readonly Argument<string> Isolation = new("isolation", new ChoiceShape([.. MujocoMcp.Contracts.Sessions.Isolation.All]), "");

    public override string Name => "open_session";

    public override string Title => "Open session";

    public override string Description =>
        "Open one more session; the first call opens one by itself; session_id may be left out while it is the only one.";

    public override ToolEffect Effect => ToolEffect.Advances;

    public override ArgumentSet Arguments { get; } = new(Isolation, CommonArguments.Label, CommonArguments.Key);

    public override AnswerSchema Answer { get; } =
        AnswerSchema.ForSession(AnswerField.Text("isolation"), AnswerField.Text("viewer_url").OrNull(), AnswerField.Number("idle_timeout_s"));

    public override ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) => ValueTask.FromResult<object>(
        new OpenSession(call.Caller, arguments.Get(Isolation), arguments.Get(CommonArguments.Label), call.CommandId, call.ArgumentsHash, call.Patience));

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SessionOpened answer)
    {
        json.WriteString("isolation"u8, answer.Isolation);
        json.WriteNullable("viewer_url"u8, links.To(reply.Session, answer.ViewerToken, answer.ViewerUrl));
        json.WriteNumber("idle_timeout_s"u8, answer.IdleTimeout.TotalSeconds);
    }
}
