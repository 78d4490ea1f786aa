using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class SetControlTool : OperationTool
{
    private const string AppliedChannel = "ctrl";

    private static readonly Argument<ControlInput> Ctrl =
        new("ctrl", CommonArguments.Controls, "{actuator: value} (others keep theirs), or all nu values") { IsRequired = true };

    public override string Name => "set_control";

    public override string Title => "Set controls";

    public override string Description => "Set actuator inputs, held until changed; clamped to ctrlrange, and then listed.";

    public override ToolEffect Effect => ToolEffect.Sets;

    public override ArgumentSet Arguments { get; } = new(Ctrl, CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(AnswerField.List("ctrl"), AnswerField.List("clamped"), AnswerField.Text("digest"));

    protected override string? ChannelsMember => null;

    protected override string[] Requested(ToolArguments arguments) => [AppliedChannel];

    protected override Operation Operation(ToolArguments arguments) => new SetControl(arguments.Require(Ctrl));

    protected override SessionCommand Command(ToolArguments arguments) => new Operate(arguments.Get(CommonArguments.Model), Operation(arguments), [AppliedChannel]);

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer)
    {
        json.WriteTexts("clamped"u8, answer.Clamped);
        base.WriteFields(json, reply, answer);
    }
}
