using System.Diagnostics;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Play;

/// <summary>
/// Runs a model against the wall clock, slice by slice: the session journals how far each came before it asks for the next. The simulation
/// thread's alone; it stands back for whatever else waits for that thread, and for the other sessions of its process.
/// </summary>
internal sealed class PlayRunner(SimulationTable table, Lane lane)
{
    // As often as the page is drawn; more often would only wake up more.
    private const double Beat = 1.0 / 60;

    internal static double Now => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    internal ExecuteOutcome Play(PlayRequest request, CancellationToken cancellationToken)
    {
        lane.Progress.Begin(ViewerPhase.Stepping, request.Sequence, 0, 0);
        try
        {
            if (!(request.Speed is >= PlayRequest.MinSpeed and <= PlayRequest.MaxSpeed))
                throw Fail.InvalidArgument("speed", $"{request.Speed}", "Models aren't played at this speed.", "a number from 1/16 to 16");
            return Play(table.Require(request.ModelId), request, cancellationToken);
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

    private ExecuteOutcome Play(SimulatedModel simulated, PlayRequest request, CancellationToken cancellationToken)
    {
        var (pace, from, digest) = (simulated.Pace, Now, simulated.Digest);
        var tally = new WarningTally(simulated.Data);
        var stepper = new Stepper(lane.Progress, lane.Turn, lane.Interjections, double.PositiveInfinity, cancellationToken);
        using var wake = cancellationToken.UnsafeRegister(static interjections => ((Interjections)interjections!).Wake(), lane.Interjections);
        var (until, done, cost) = (from + (request.SliceMs / 1000), 0L, 0.0);
        Failure? failure = null;
        pace.Begin(from, request.Speed, simulated.Model.Timestep);
        while (failure is null && !cancellationToken.IsCancellationRequested && !lane.IsWanted && Now is var now && now < until)
        {
            if (pace.Due(now) is > 0 and var due)
            {
                var run = stepper.Advance(simulated, due, tally, new Until(now + Beat));
                pace.Took(run.StepsDone, Now);
                (done, cost, failure) = (done + run.StepsDone, cost + (Now - now), run.Failure);
                continue;
            }

            lane.Interjections.Run();
            WaitUntil(Math.Min(until, Math.Max(pace.NextDue, now + Beat)));
        }

        var changed = done > 0 || simulated.Digest != digest;
        return new()
        {
            Failure = failure is null ? null : failure with { State = changed ? StateEffect.Advanced : StateEffect.Unchanged },
            StateChanged = changed,
            StepsDone = done,
            Clock = simulated.Clock,
            Digest = simulated.Digest,
            Warnings = tally.ToWarnings(),
            CostMs = cost * 1000,
        };
    }

    // Whoever waits for the clock leaves the process to the others.
    private void WaitUntil(double next)
    {
        lane.Turn.Pass();
        lane.Interjections.WaitOne(TimeSpan.FromSeconds(Math.Max(0.001, next - Now)));
        lane.Turn.Take(lane.Progress);
    }

    /// <summary>Ends a run when its time is up, so that a page is told and work that waits gets its turn.</summary>
    private readonly struct Until(double end) : IStepWatch
    {
        public void Before(long done)
        {
        }

        public bool After(long done) => Now >= end;
    }
}
