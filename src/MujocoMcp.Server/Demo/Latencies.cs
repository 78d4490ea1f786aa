namespace MujocoMcp.Server.Demo;

/// <summary>How long calls took.</summary>
internal sealed class Latencies
{
    private readonly List<TimeSpan> _all = [];

    public int Count => _all.Count;

    public TimeSpan Longest => _all.Count > 0 ? _all.Max() : TimeSpan.Zero;

    public TimeSpan Median => _all.Count > 0 ? _all.Order().ElementAt(_all.Count / 2) : TimeSpan.Zero;

    public void Add(TimeSpan latency) => _all.Add(latency);
}
