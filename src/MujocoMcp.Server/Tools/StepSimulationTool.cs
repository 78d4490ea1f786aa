using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class StepSimulationTool : SteppingTool
{
    private readonly Argument<long> _steps;
    private readonly Argument<double> _duration = new("duration", new NumberShape(above: 0), "Simulated s");

    public StepSimulationTool(long maxSteps)
        : base(maxSteps, isTold: true)
    {
        _steps = new("steps", new IntegerShape(1, maxSteps), "Default 1");
        Arguments = With(_steps, _duration);
    }

    public override string Name => "step_simulation";

    public override string Title => "Step simulation";

    public override string Description =>
        "Advance by steps or duration; observe reads channels (see get_state).";

    public override ArgumentSet Arguments { get; }

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(
        AnswerField.Integer("steps_done"), AnswerField.Object("observed"), AnswerField.Object("samples").OrNull(), AnswerField.List("clamped"), AnswerField.Text("digest"));

    protected override Operation Operation(ToolArguments arguments)
    {
        long? steps = arguments.Number(_steps);
        double? duration = arguments.Number(_duration);
        if (steps is not null && duration is not null)
            throw InvalidArgument.Because("'steps' and 'duration' exclude each other.", "duration", null, "either 'steps' or 'duration'", "Give 'steps' or 'duration', not both.");

        return new Step(duration is null ? steps ?? 1 : null, duration, ControlOf(arguments)) { MaxSteps = MaxSteps, Steering = SteeringOf(arguments) };
    }
}
