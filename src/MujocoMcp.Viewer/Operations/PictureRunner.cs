using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Rendering;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Operations;

/// <summary>Runs a picture's two halves: the simulation thread says what is to be seen, the render thread draws it while the simulation may go on.</summary>
internal sealed class PictureRunner(SimulationTable table, Progress progress)
{
    /// <summary>On the simulation thread.</summary>
    internal (Shot? Shot, RenderOutcome Outcome) Take(RenderRequest request, CancellationToken cancellationToken)
    {
        progress.Begin(ViewerPhase.Reading, request.Sequence, 0, 0);
        try
        {
            if (cancellationToken.IsCancellationRequested)
                return (null, new() { Failure = Fail.Cancelled() });
            var simulated = table.Require(request.ModelId);
            var tally = new WarningTally(simulated.Data);
            var shot = ShotTaker.Take(simulated, request.Spec);
            return (shot, new() { Clock = simulated.Clock, Digest = simulated.Digest, Warnings = tally.ToWarnings() });
        }
        catch (FailureException refused)
        {
            return (null, new() { Failure = refused.Failure });
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>On the render thread.</summary>
    internal static RenderOutcome Draw(Studio studio, Shot shot, RenderOutcome outcome, CancellationToken cancellationToken)
    {
        using (shot)
        {
            if (cancellationToken.IsCancellationRequested)
                return outcome with { Failure = Fail.Cancelled() };
            try
            {
                var (picture, facts) = PictureMaker.Make(studio, shot);
                return outcome with { Picture = picture, Facts = facts };
            }
            catch (FailureException refused)
            {
                return outcome with { Failure = refused.Failure };
            }
        }
    }
}
