using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Play;

/// <summary>What a session plays against the wall clock, pure. It is played slice by slice, each journaled before the next begins; it isn't journaled
/// itself that it plays: a session that is parked, or whose server ends, is paused when it is brought back.</summary>
internal sealed record PlayState
{
    private const int MaxLosses = 2;

    /// <summary>Nothing is played.</summary>
    public static readonly PlayState Paused = new();

    /// <summary>How long a slice is: as often as this it is journaled how far play came.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(500);

    /// <summary>The model that is played; null while none is.</summary>
    public string? ModelId { get; init; }

    /// <summary>Simulated seconds a second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Processes lost in a row while they played.</summary>
    public int Losses { get; init; }

    /// <summary>Why it stopped by itself the last time; null where nothing is to be told.</summary>
    public PageNotice? Notice { get; init; }

    public bool IsOn => ModelId is not null;

    /// <summary>Plays a model, in the place of one that may be playing.</summary>
    public PlayState Play(string modelId, double? speed) => this with { ModelId = modelId, Speed = speed ?? Speed, Losses = 0, Notice = null };

    public PlayState Pause() => this with { ModelId = null, Losses = 0 };

    public PlayState At(double speed) => this with { Speed = speed };

    /// <summary>What the viewer runs next; null where nothing is to be played.</summary>
    public PlayModel? Next(SessionState state) =>
        ModelId is { } modelId && state.Model(modelId) is not null ? new PlayModel(modelId, Speed, Slice.TotalMilliseconds) : null;

    /// <summary>A slice has ended.</summary>
    /// <returns>What is played from here on, and what to journal before anything else; null where nothing moved.</returns>
    public (PlayState After, PlayedTo? Event) After(string modelId, ViewerResult result, DateTimeOffset now)
    {
        var outcome = (result as ExecutedResult)?.Outcome;
        var happened = outcome is { StateChanged: true } moved ? new PlayedTo(modelId, moved.StepsDone, moved.Clock, moved.Digest, moved.CostMs) : null;
        return result.Failure is { Code: not ErrorCode.Cancelled } failure
            ? (Pause() with { Notice = new PageNotice(failure.Code.WireName(), failure.Message, now) }, happened)
            : (this with { Losses = happened is null ? Losses : 0 }, happened);
    }

    /// <summary>The process was lost. Play that costs one process after the other isn't tried for ever.</summary>
    /// <param name="wasPlaying">Whether a slice was in work.</param>
    /// <param name="manner">How the process ended, for a person.</param>
    /// <param name="now">When.</param>
    public PlayState AfterLoss(bool wasPlaying, string manner, DateTimeOffset now) => (IsOn && wasPlaying, Losses + 1) switch
    {
        (false, _) => this,
        (_, < MaxLosses) => this with { Losses = Losses + 1 },
        _ => Pause() with { Notice = new PageNotice(ErrorCode.ViewerCrashed.WireName(), $"Play was stopped: the viewer process ended {manner} each time.", now) },
    };

    /// <summary>Something happened to the session: a model that is loaded anew, or gone, isn't played on.</summary>
    public PlayState Following(SessionEvent happened) => happened switch
    {
        Loaded loaded when loaded.ModelId == ModelId => Pause(),
        Unloaded unloaded when unloaded.ModelId == ModelId => Pause(),
        _ => this,
    };
}
