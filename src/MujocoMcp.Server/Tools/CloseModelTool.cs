using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class CloseModelTool : SessionTool<ModelClosed>
{
    public override string Name => "close_model";

    public override string Title => "Close model";

    public override string Description => "Free a model and its snapshots.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedModel, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForModel(AnswerField.Flag("closed"));

    protected override SessionCommand Command(ToolArguments arguments) => new CloseModel(arguments.Require(CommonArguments.NamedModel));

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, ModelClosed answer) => json.WriteBoolean("closed"u8, true);
}
