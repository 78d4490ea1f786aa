using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class ResetSimulationTool : OperationTool
{
    public override string Name => "reset_simulation";

    public override string Title => "Reset simulation";

    public override string Description => "Put a model back to its initial state or a keyframe; time and step restart.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } =
        new(CommonArguments.Keyframe, CommonArguments.Observe, CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(AnswerField.Object("observed"), AnswerField.Text("digest"));

    protected override Operation Operation(ToolArguments arguments) => new Reset(arguments.Get(CommonArguments.Keyframe));
}
