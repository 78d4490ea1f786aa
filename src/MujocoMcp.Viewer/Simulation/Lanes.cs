using System.Collections.Concurrent;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The lanes of this process by the sessions that share it; see <see cref="SharedModelId"/>.</summary>
internal sealed class Lanes : IDisposable
{
    private readonly Turn _turn = new();
    private readonly ConcurrentDictionary<string, Lane> _bySharer = new(StringComparer.Ordinal);

    internal Lanes() => _bySharer[""] = Main = new(_turn);

    /// <summary>The lane of a process that isn't shared, and of what is nobody's.</summary>
    internal Lane Main { get; }

    internal bool AreIdle => _bySharer.Values.All(static lane => lane.Progress.IsIdle);

    /// <summary>The lane of a model's session.</summary>
    internal Lane Of(string modelId) => OfSharer(SharedModelId.SharerOf(modelId));

    /// <summary>A session's lane.</summary>
    internal Lane OfSharer(string sharer) => _bySharer.GetOrAdd(sharer, static (_, turn) => new(turn), _turn);

    /// <summary>Ends a session's lane, once its work is done.</summary>
    internal void Close(string sharer)
    {
        if (sharer.Length > 0 && _bySharer.TryRemove(sharer, out var lane))
            lane.Dispose();
    }

    /// <summary>How far the lane is whose turn it is; and, beside it, those that wait for theirs.</summary>
    internal Heartbeat ToHeartbeat(long sequence)
    {
        var holder = _turn.Holder ?? Main.Progress;
        return holder.ToHeartbeat(sequence) with
        {
            Drawing = Main.Progress.Drawing,
            Beside = [.. _bySharer.Values.Where(lane => lane.Progress != holder && lane.Progress.Request != 0).Select(static lane => lane.Progress.ToRequestProgress())],
        };
    }

    public void Dispose()
    {
        foreach (var lane in _bySharer.Values)
            lane.Dispose();
    }
}
