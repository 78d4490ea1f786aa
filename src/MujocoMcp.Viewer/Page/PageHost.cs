using System.Runtime.CompilerServices;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Page;

/// <summary>The viewer's web pages: one, or one a session where several share the process. Nothing of the web server is loaded before it is asked for.</summary>
internal sealed class PageHost : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, PageServer> _bySession = new(StringComparer.Ordinal);

    /// <summary>Binds a session's page to a port of the loopback interface; an earlier one is given up once the new one serves.</summary>
    internal async Task<ListenOutcome> ListenAsync(int port, string session, CancellationToken cancellationToken)
    {
        if (port is < 1 or > ushort.MaxValue)
            return new(false, false, $"{port} is no port.");
        // Away from the dispatch of calls: building the server takes tens of milliseconds.
        await Task.Yield();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await StartAsync(port, session, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a session's page.</summary>
    internal async Task EndAsync(string session)
    {
        await _turn.WaitAsync();
        try
        {
            if (_bySession.Remove(session, out var server))
                await server.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<ListenOutcome> StartAsync(int port, string session, CancellationToken cancellationToken)
    {
        var earlier = _bySession.GetValueOrDefault(session);
        if (earlier?.Port == port)
            return new(true, false, null);
        var (server, outcome) = await PageServer.StartAsync(port, session, cancellationToken);
        if (server is null)
            return outcome;
        _bySession[session] = server;
        if (earlier is not null)
            await earlier.DisposeAsync();
        return outcome;
    }
}
