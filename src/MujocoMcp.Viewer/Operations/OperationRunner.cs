using System.Diagnostics;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Queries;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Operations;

/// <summary>Runs one request on a simulation and says what came of it. The simulation thread's alone.</summary>
internal sealed class OperationRunner(SimulationTable table, Lane lane)
{
    /// <summary>Applies an operation, then reads channels.</summary>
    internal ExecuteOutcome Execute(ExecuteRequest request, CancellationToken cancellationToken) =>
        Run(request.Sequence, request.ModelId, request.Observe, (simulated, plan, tally) => Apply(simulated, request, plan, tally, cancellationToken), cancellationToken);

    /// <summary>Puts back a captured state, then reads channels.</summary>
    internal ExecuteOutcome Restore(RestoreRequest request, CancellationToken cancellationToken) =>
        Run(
            request.Sequence,
            request.ModelId,
            request.Observe,
            (simulated, _, _) =>
            {
                CapturedState.PutBack(simulated, request.State);
                return new();
            },
            cancellationToken);

    /// <summary>Reads channels; the state stays as it is, to the last bit.</summary>
    internal ObserveOutcome Observe(ObserveRequest request, CancellationToken cancellationToken)
    {
        lane.Progress.Begin(ViewerPhase.Reading, request.Sequence, 0, 0);
        try
        {
            if (cancellationToken.IsCancellationRequested)
                return new() { Failure = Fail.Cancelled() };
            var simulated = table.Require(request.ModelId);
            var plan = ChannelPlan.Resolve(simulated, request.Channels, "channels");
            var tally = new WarningTally(simulated.Data);
            var observed = plan.Read(simulated);
            return new() { Clock = simulated.Clock, Digest = simulated.Digest, Observed = observed, Warnings = tally.ToWarnings() };
        }
        catch (FailureException refused)
        {
            return new() { Failure = refused.Failure };
        }
        finally
        {
            lane.Progress.End();
        }
    }

    /// <summary>Answers what isn't a channel; the state stays as it is, to the last bit.</summary>
    internal QueryOutcome Query(QueryRequest request, CancellationToken cancellationToken)
    {
        lane.Progress.Begin(ViewerPhase.Reading, request.Sequence, 0, 0);
        try
        {
            if (cancellationToken.IsCancellationRequested)
                return new() { Failure = Fail.Cancelled() };
            var simulated = table.Require(request.ModelId);
            var tally = new WarningTally(simulated.Data);
            QueryAnswer answer = request.Query switch
            {
                FindContacts contacts => ContactFinder.Find(simulated, contacts),
                ListElements elements => ElementLister.List(simulated, elements),
                _ => throw new FailureException(new(ErrorCode.Internal, $"{request.Query.GetType().Name} is no query that a viewer answers.")),
            };
            return new() { Clock = simulated.Clock, Answer = answer, Warnings = tally.ToWarnings() };
        }
        catch (FailureException refused)
        {
            return new() { Failure = refused.Failure };
        }
        finally
        {
            lane.Progress.End();
        }
    }

    /// <summary>Copies out the state.</summary>
    internal CaptureOutcome Capture(string modelId, bool withGrip, CancellationToken cancellationToken)
    {
        try
        {
            if (cancellationToken.IsCancellationRequested)
                return new() { Failure = Fail.Cancelled() };
            var simulated = table.Require(modelId);
            return new() { State = CapturedState.Of(simulated, withGrip), Clock = simulated.Clock, Digest = withGrip ? simulated.Digest : simulated.DigestLetGo() };
        }
        catch (FailureException refused)
        {
            return new() { Failure = refused.Failure };
        }
    }

    private ExecuteOutcome Run(
        long sequence, string modelId, string[] channels, Func<SimulatedModel, ChannelPlan, WarningTally, Applied> apply, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        lane.Progress.Begin(ViewerPhase.Stepping, sequence, 0, 0);
        SimulatedModel? simulated = null;
        var (digest, step) = ("", 0L);
        try
        {
            simulated = table.Require(modelId);
            (digest, step) = (simulated.Digest, simulated.Step);
            if (cancellationToken.IsCancellationRequested)
                return Outcome(new() { Cancelled = true }, new());
            // A name that can't be read is refused before the state moves.
            var plan = ChannelPlan.Resolve(simulated, channels, "observe");
            var tally = new WarningTally(simulated.Data);
            var applied = apply(simulated, plan, tally);
            var warnings = tally.ToWarnings();
            lane.Progress.Enter(ViewerPhase.Reading);
            return Outcome(applied with { Warnings = [.. applied.Warnings, .. warnings] }, plan.Read(simulated) with { Samples = applied.Samples });
        }
        catch (FailureException refused)
        {
            return Outcome(new() { Failure = refused.Failure }, new());
        }
        finally
        {
            lane.Progress.End();
        }

        ExecuteOutcome Outcome(Applied applied, Observation observed)
        {
            var changed = simulated is not null && (simulated.Step != step || simulated.Digest != digest);
            return new()
            {
                Failure = applied.Failure is { } failure ? failure with { State = changed ? StateEffect.Advanced : StateEffect.Unchanged } : null,
                Cancelled = applied.Cancelled,
                StateChanged = changed,
                StepsDone = applied.StepsDone,
                Clock = simulated?.Clock ?? new(0, 0),
                Digest = simulated?.Digest ?? "",
                Observed = observed,
                Fired = applied.Fired,
                Clamped = applied.Clamped,
                Warnings = applied.Warnings,
                CostMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            };
        }
    }

    private Applied Apply(SimulatedModel simulated, ExecuteRequest request, ChannelPlan plan, WarningTally tally, CancellationToken cancellationToken)
    {
        switch (request.Operation)
        {
            case Step step:
                return Take(StepRun.Resolve(simulated, step, request, plan), simulated, step.Control, request, tally, cancellationToken);
            case RunUntil run:
                return Take(StepRun.Resolve(simulated, run, request, plan), simulated, run.Control, request, tally, cancellationToken);
            case SetState setState:
                StateEdit.Apply(simulated, setState);
                return new();
            case SetControl setControl:
                return Control(simulated, setControl.Control);
            case Reset reset:
                simulated.Reset(reset.Keyframe);
                return new();
            case Hold hold:
                GripEdit.Apply(simulated, hold);
                return new();
            case Release:
                simulated.Hold(null);
                return new();
            default:
                throw new FailureException(new(ErrorCode.Internal, $"{request.Operation.GetType().Name} is no operation that a viewer executes."));
        }
    }

    private Applied Take(
        StepRun run, SimulatedModel simulated, ControlInput? input, ExecuteRequest request, WarningTally tally, CancellationToken cancellationToken)
    {
        var cut = input is null ? [] : ControlEdit.Apply(simulated, input);
        lane.Progress.Begin(ViewerPhase.Stepping, request.Sequence, run.Steps, simulated.Data.Time);
        var taken = run.Take(new Stepper(lane.Progress, lane.Turn, lane.Interjections, request.BudgetMs, cancellationToken), tally);
        string[] clamped = [.. cut.Union(run.Steering?.Clamped ?? [])];
        return new()
        {
            StepsDone = taken.StepsDone,
            Cancelled = taken.Cancelled,
            Failure = taken.Failure,
            Fired = run.Fired,
            Samples = run.Samples(taken.StepsDone),
            Clamped = clamped,
            Warnings =
            [
                .. Cut(clamped, cut.Length + (run.Steering?.Cuts ?? 0), cut.Length > 0 ? null : run.Steering?.FirstCutStep),
                .. run.Steering?.Warnings() ?? [],
            ],
        };
    }

    private static Applied Control(SimulatedModel simulated, ControlInput input)
    {
        var clamped = ControlEdit.Apply(simulated, input);
        return new() { Clamped = clamped, Warnings = [.. Cut(clamped, clamped.Length, null)] };
    }

    private static IEnumerable<Warning> Cut(string[] clamped, long times, long? firstStep) => clamped.Length == 0 ? [] :
    [
        new("ctrl_clamped", $"Cut to ctrlrange: {string.Join(", ", clamped.Take(8))}{(clamped.Length > 8 ? ", …" : "")}.", (int)Math.Min(times, int.MaxValue)) { FirstStep = firstStep },
    ];

    private sealed record Applied
    {
        public Failure? Failure { get; init; }

        public bool Cancelled { get; init; }

        public long StepsDone { get; init; }

        public FiredCondition? Fired { get; init; }

        public Samples? Samples { get; init; }

        public string[] Clamped { get; init; } = [];

        public Warning[] Warnings { get; init; } = [];
    }
}
