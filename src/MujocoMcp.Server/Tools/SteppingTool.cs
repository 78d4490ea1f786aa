using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that takes steps, and sets controls while it does.</summary>
/// <param name="maxSteps">The most steps of one call.</param>
/// <param name="isTold">Whether the forms of its controls are described here; otherwise its description says where they are.</param>
internal abstract class SteppingTool(long maxSteps, bool isTold) : OperationTool
{
    private readonly Argument<ControlInput> _ctrl = new("ctrl", CommonArguments.Controls, isTold ? "{actuator: value}, or all nu values" : "");
    private readonly SteeringArguments _steering = new(isTold);

    public sealed override ToolEffect Effect => ToolEffect.Advances;

    protected long MaxSteps => maxSteps;

    /// <summary>A tool's own arguments with those of every stepping tool behind them.</summary>
    protected ArgumentSet With(params Argument[] own) => new(
    [
        .. own, _ctrl, _steering.Feedback, _steering.Schedule, CommonArguments.Observe, CommonArguments.SampleEvery, CommonArguments.Precision, CommonArguments.MaxBytes,
        CommonArguments.Model, CommonArguments.Session, CommonArguments.Key,
    ]);

    /// <summary>The controls to set before the first step; null for none.</summary>
    protected ControlInput? ControlOf(ToolArguments arguments) => arguments.Get(_ctrl);

    /// <summary>What sets controls between steps; null for nothing.</summary>
    protected Steering? SteeringOf(ToolArguments arguments) => _steering.Read(arguments);

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer)
    {
        json.WriteNumber("steps_done"u8, answer.StepsDone);
        json.WriteTexts("clamped"u8, answer.Clamped);
        base.WriteFields(json, reply, answer);
    }
}
