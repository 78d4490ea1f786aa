using System.Runtime.CompilerServices;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Page;

/// <summary>The viewer's web page. Nothing of the web server is loaded before it is asked for.</summary>
internal sealed class PageHost : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PageServer? _server;

    /// <summary>Binds the page to a port of the loopback interface; an earlier one is given up once the new one serves.</summary>
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

    public void Dispose() => _turn.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<ListenOutcome> StartAsync(int port, string session, CancellationToken cancellationToken)
    {
        if (_server?.Port == port)
            return new(true, false, null);
        var (server, outcome) = await PageServer.StartAsync(port, session, cancellationToken);
        if (server is null)
            return outcome;
        if (_server is { } earlier)
            await earlier.DisposeAsync();
        _server = server;
        return outcome;
    }
}
