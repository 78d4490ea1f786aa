using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Server.Engine;

/// <summary>Which MuJoCo this node simulates with. Only a viewer opens the library, so one is asked: when first somebody wants to know, and again only where it couldn't say.</summary>
internal sealed class EngineInquiry(Func<CancellationToken, Task<ViewerHello?>> hello)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task? _asked;

    /// <summary>The engine; null until it is known, or where there is none.</summary>
    public EngineIdentity? Known { get; private set; }

    /// <summary>Asks, and waits a while for the answer; whoever can't wait reads <see cref="Known"/> later.</summary>
    public async ValueTask AskAsync(CancellationToken cancellationToken)
    {
        Task asked;
        lock (_gate) asked = _asked = _asked is null || (_asked.IsCompleted && Known is null) ? LearnAsync() : _asked;
        if (!asked.IsCompleted) await Task.WhenAny(asked, Task.Delay(Patience, cancellationToken));
    }

    private async Task LearnAsync() => Known = (await hello(CancellationToken.None))?.Engine;
}
