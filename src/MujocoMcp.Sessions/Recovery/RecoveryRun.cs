using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Recovery;

/// <summary>Builds a session's models again in a fresh viewer: the compiled binary, the checkpoint, then every operation since. Each digest is checked.</summary>
internal sealed class RecoveryRun
{
    private readonly Queue<RecoveryStep> _steps;

    private RecoveryRun(IEnumerable<RecoveryStep> steps) => _steps = new Queue<RecoveryStep>(steps);

    /// <summary>The step to run; null where all is done.</summary>
    public RecoveryStep? Current => _steps.TryPeek(out var step) ? step : null;

    /// <summary>Simulation steps replayed so far.</summary>
    public long ReplayedSteps { get; private set; }

    /// <summary>False once a digest differed and the options let that pass.</summary>
    public bool Exact { get; private set; } = true;

    /// <summary>Plans the recovery of a session.</summary>
    /// <param name="state">The session.</param>
    /// <param name="revival">The model whose state the next command sets as a whole; null for none.</param>
    public static RecoveryRun Of(SessionState state, Revival? revival) =>
        new(state.Models.SelectMany(model => StepsFor(model, revival?.ModelId == model.ModelId ? revival : null)));

    /// <summary>Takes the current step's result.</summary>
    /// <returns>Null where it is as expected, else what isn't.</returns>
    public string? Check(ViewerResult result, bool mayDiffer)
    {
        var step = _steps.Dequeue();
        ReplayedSteps += step.Steps;
        // An operation that ended in a failure the first time (a divergence) ends in it again; its state counts.
        var digest = result switch
        {
            LoadedResult loaded => loaded.Digest,
            ExecutedResult executed => executed.Outcome.Digest,
            _ => null,
        };
        if (digest is null) return $"{step.What} failed: {result.Failure?.Message}";
        if (digest == step.ExpectedDigest) return null;
        Exact = false;
        return mayDiffer ? null : $"{step.What} gave digest {digest}, not {step.ExpectedDigest}";
    }

    private static IEnumerable<RecoveryStep> StepsFor(ModelState model, Revival? revival)
    {
        if (revival is { Replaces: true }) yield break;
        yield return new RecoveryStep(
            new LoadModelBinary(model.ModelId, model.BinaryBlob, model.Keyframe), model.ModelId, model.LoadedDigest, 0, $"loading model {model.ModelId}");
        if (revival is not null) yield break;
        if (model.Checkpoint is { } checkpoint)
        {
            yield return new RecoveryStep(
                Apply(model, new Contracts.Operations.RestoreState(checkpoint.StateBlob), 0), model.ModelId, checkpoint.Digest, 0, $"restoring the checkpoint of model {model.ModelId}");
        }

        var number = 0;
        foreach (var (operation, stepsDone, digest) in model.Since)
        {
            number++;
            yield return new RecoveryStep(
                Apply(model, operation, stepsDone), model.ModelId, digest, stepsDone, $"replaying operation {number} ({operation.GetType().Name}) of model {model.ModelId}");
        }
    }

    private static ApplyOperation Apply(ModelState model, Contracts.Operations.Operation operation, long steps) =>
        new(model.ModelId, operation, [], steps, double.PositiveInfinity);
}
