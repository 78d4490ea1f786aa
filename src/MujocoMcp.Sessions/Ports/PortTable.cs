using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Ports;

/// <summary>Which session leases which port. A lease stays with its session over restarts of its process, so that a page left open finds it again.</summary>
internal sealed class PortTable
{
    private readonly Dictionary<SessionId, int> _leases = [];
    private readonly SortedSet<int> _free;
    private readonly Queue<int> _inUseElsewhere = new();

    private readonly PortOptions _options;

    public PortTable(PortOptions options) => (_options, _free) = (options, [.. Enumerable.Range(options.First, options.Last - options.First + 1)]);

    /// <summary>Ports that sessions lease.</summary>
    public int Leased => _leases.Count;

    /// <summary>Ports that could be leased.</summary>
    public int Available => _free.Count + _inUseElsewhere.Count;

    /// <summary>The session's port: the one it has, else the lowest free one; null where none is left.</summary>
    public int? Lease(SessionId session, bool isShared = false)
    {
        if (_leases.TryGetValue(session, out var leased)) return leased;
        if (_free.Count > 0)
        {
            var port = isShared && _free.GetViewBetween(_options.FirstShared, int.MaxValue) is { Count: > 0 } above ? above.Min : _free.Min;
            _free.Remove(port);
            return _leases[session] = port;
        }

        // Ports that another program had are tried again only when all others are leased: it may be gone by now.
        if (!_inUseElsewhere.TryDequeue(out var suspect)) return null;
        return _leases[session] = suspect;
    }

    /// <summary>Another program has the session's port: the lease ends, and the port is the last to be handed out again.</summary>
    /// <returns>The lowest free port; null where none is left: ports that were refused before aren't tried again in the same breath.</returns>
    public int? Replace(SessionId session, bool isShared = false)
    {
        if (_leases.Remove(session, out var port)) _inUseElsewhere.Enqueue(port);
        return _free.Count > 0 ? Lease(session, isShared) : null;
    }

    /// <summary>The session needs its port no more.</summary>
    public void Release(SessionId session)
    {
        if (_leases.Remove(session, out var port)) _free.Add(port);
    }
}
