using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Conditions;
using MujocoMcp.Viewer.Inputs;
using MujocoMcp.Viewer.Sampling;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Operations;

/// <summary>The steps of one command, with what goes on between them.</summary>
internal sealed class StepRun : IStepWatch
{
    private readonly SimulatedModel _simulated;
    private readonly ExecuteRequest _request;
    private readonly long _steps;
    private readonly SteeringPlan? _steering;
    private readonly ConditionSet? _conditions;
    private readonly Sampler? _sampler;

    private StepRun(SimulatedModel simulated, ExecuteRequest request, ChannelPlan plan, long steps, Steering? steering, StopCondition[]? conditions)
    {
        (_simulated, _request) = (simulated, request);
        _steps = request.ExactSteps ?? steps;
        _steering = SteeringPlan.Resolve(simulated, steering);
        // A replay knows where to stop, and nobody looks at it.
        var isReplay = request.ExactSteps is not null;
        _conditions = isReplay || conditions is null ? null : ConditionSet.Resolve(simulated, conditions);
        _sampler = isReplay || request.SampleEvery is not { } every ? null : Sampler.Create(simulated, plan, every, _steps);
    }

    internal long Steps => _steps;

    internal FiredCondition? Fired => _conditions?.Fired;

    internal SteeringPlan? Steering => _steering;

    /// <summary>Finds everything that the operation names, before anything moves.</summary>
    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static StepRun Resolve(SimulatedModel simulated, Step step, ExecuteRequest request, ChannelPlan plan) =>
        new(simulated, request, plan, request.ExactSteps ?? Stepper.Count(step, simulated.Model.Timestep), step.Steering, conditions: null);

    /// <summary>Finds everything that the operation names, before anything moves.</summary>
    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static StepRun Resolve(SimulatedModel simulated, RunUntil run, ExecuteRequest request, ChannelPlan plan) =>
        new(simulated, request, plan, request.ExactSteps ?? Stepper.Count(run, simulated.Model.Timestep), run.Steering, run.Conditions);

    /// <summary>Takes the steps.</summary>
    internal Stepper.Run Take(Stepper stepper, WarningTally tally)
    {
        if (_request.ExactSteps is not null)
            return _steering is null ? stepper.Repeat(_simulated, _steps, tally, default(NoWatch)) : stepper.Repeat(_simulated, _steps, tally, this);
        if (_steering is null && _conditions is null && _sampler is null)
            return stepper.Advance(_simulated, _steps, tally, default(NoWatch));
        _sampler?.Pass(0);
        return _conditions?.Check() == true ? new(0, false, null) : stepper.Advance(_simulated, _steps, tally, this);
    }

    /// <summary>The samples, once the steps are taken; null where none were asked for.</summary>
    internal Samples? Samples(long stepsDone) => _sampler?.Finish(stepsDone);

    public void Before(long done) => _steering?.Apply(done);

    public bool After(long done)
    {
        _sampler?.Pass(done);
        return _conditions?.Check() == true;
    }
}
