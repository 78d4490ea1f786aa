using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class StepSimulationTool : OperationTool
{
    private readonly Argument<long> _steps;
    private readonly Argument<double> _duration = new("duration", new NumberShape(above: 0), "Simulated s");
    private readonly Argument<ControlInput> _ctrl = new("ctrl", CommonArguments.Controls, "{actuator: value}, or all nu values");
    private readonly SteeringArguments _steering = new(isTold: true);
    private readonly long _maxSteps;

    public StepSimulationTool(long maxSteps)
    {
        _maxSteps = maxSteps;
        _steps = new("steps", new IntegerShape(1, maxSteps), "Default 1");
        Arguments = new(
            _steps, _duration, _ctrl, _steering.Feedback, _steering.Schedule, CommonArguments.Observe, CommonArguments.SampleEvery, CommonArguments.Precision, CommonArguments.MaxBytes,
            CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);
    }

    public override string Name => "step_simulation";

    public override string Title => "Step";

    public override string Description =>
        "Advance the physics by steps or duration and read channels (see get_state).";

    public override ToolEffect Effect => ToolEffect.Advances;

    public override ArgumentSet Arguments { get; }

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(
        AnswerField.Integer("steps_done"), AnswerField.Object("observed"), AnswerField.Object("samples").OrNull(), AnswerField.List("clamped"), AnswerField.Text("digest"));

    protected override Operation Operation(ToolArguments arguments)
    {
        long? steps = arguments.Number(_steps);
        double? duration = arguments.Number(_duration);
        if (steps is not null && duration is not null)
            throw InvalidArgument.Because("'steps' and 'duration' exclude each other.", "duration", null, "either 'steps' or 'duration'", "Give 'steps' or 'duration', not both.");

        return new Step(duration is null ? steps ?? 1 : null, duration, arguments.Get(_ctrl)) { MaxSteps = _maxSteps, Steering = _steering.Read(arguments) };
    }

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer)
    {
        json.WriteNumber("steps_done"u8, answer.StepsDone);
        json.WriteTexts("clamped"u8, answer.Clamped);
        base.WriteFields(json, reply, answer);
    }
}
