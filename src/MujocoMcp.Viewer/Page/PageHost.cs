using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Stream;
using MujocoMcp.Viewer.Page.Assets;
using MujocoMcp.Viewer.Page.Requests;
using MujocoMcp.Viewer.Simulation;
using StreamJsonRpc;

namespace MujocoMcp.Viewer.Page;

/// <summary>The viewer's web pages, one a session. Nothing of the web server is loaded before one is asked for, and nothing is drawn while nobody watches.</summary>
internal sealed class PageHost : IPageSession, IDisposable
{
    private const int ClosedOnPurpose = 4001;

    // Whoever held a body when the process before was lost is back by then, or isn't coming.
    private static readonly TimeSpan OrphanedAfter = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, Served> _bySession = new(StringComparer.Ordinal);
    private readonly Lanes _lanes;
    private readonly SimulationTable _table;
    private readonly Func<MujocoLibrary?> _engine;
    private readonly Func<IViewerEvents> _parent;

    internal PageHost(Lanes lanes, SimulationTable table, Func<MujocoLibrary?> engine, Func<IViewerEvents> parent) =>
        (_lanes, _table, _engine, _parent) = (lanes, table, engine, parent);

    /// <summary>Binds a session's page to a port of the loopback interface; an earlier one is given up once the new one serves.</summary>
    internal async Task<ListenOutcome> ListenAsync(ListenRequest request, CancellationToken cancellationToken)
    {
        if (request.Port is < 1 or > ushort.MaxValue)
            return new(false, false, $"{request.Port} is no port.");
        // Away from the dispatch of calls: building the server takes tens of milliseconds.
        await Task.Yield();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await StartAsync(request, cancellationToken);
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
            if (_bySession.TryRemove(session, out var served))
                await served.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Tells a session's pages how it is.</summary>
    internal void Show(PageStatus status) => _bySession.GetValueOrDefault(status.Session)?.Site.Show(status);

    /// <summary>Closes a session's open pages.</summary>
    internal int ClosePages(string session, string? modelId)
    {
        if (_bySession.GetValueOrDefault(session)?.Site is not { } site)
            return 0;
        var closed = site.Clients.Where(client => modelId is null || client.Watch.ModelId == modelId).ToList();
        foreach (var client in closed)
            client.Close((WebSocketCloseStatus)ClosedOnPurpose, "The page was closed by close_viewer.");
        return closed.Count;
    }

    /// <summary>Tells the session that a page was opened or closed.</summary>
    internal async Task TellWatchedAsync(PageSite site)
    {
        try
        {
            await _parent().WatchedAsync(site.Session, site.Clients.Length);
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException or RemoteRpcException)
        {
            // The parent is gone, and this process with it.
        }
    }

    /// <summary>An asset of a model of the session; null where there is none such.</summary>
    internal Task<byte[]?> FindAssetAsync(PageSite site, string digest, string kind, int id) => site.Lane.ReadAsync(() =>
    {
        var found = _table.Loaded(site.Prefix).FirstOrDefault(model => model.Simulated.ModelDigest == digest);
        return found.Simulated is { } simulated ? ModelAssets.Find(simulated.Model, kind, id) : null;
    });

    public async Task<PageAnswer> AskAsync(PageRequest request)
    {
        try
        {
            return await _parent().RequestAsync(request);
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException or RemoteRpcException)
        {
            return PageAnswer.Failed(new(ErrorCode.Internal, $"The session can't be reached: {lost.Message}"));
        }
    }

    public void Dispose() => _turn.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<ListenOutcome> StartAsync(ListenRequest request, CancellationToken cancellationToken)
    {
        var earlier = _bySession.GetValueOrDefault(request.Session);
        if (earlier?.Server.Port == request.Port)
            return new(true, false, null);
        var site = new PageSite(request, _lanes.OfSharer(request.ModelPrefix.TrimEnd('/')), _table, _engine);
        var (server, outcome) = await PageServer.StartAsync(request.Port, new PageRoutes(site, this), cancellationToken);
        if (server is null)
            return outcome;
        _bySession[request.Session] = new(site, server);
        if (earlier is not null)
            await earlier.DisposeAsync();
        _ = ReleaseOrphansAsync(site);
        return outcome;
    }

    /// <summary>Lets go of bodies that nobody here holds: their holders went with the process before this one.</summary>
    private async Task ReleaseOrphansAsync(PageSite site)
    {
        await Task.Delay(OrphanedAfter);
        var held = await site.Lane.ReadAsync(() => _table.Loaded(site.Prefix).Where(static model => model.Simulated.Grip is not null).Select(model => model.ModelId[site.Prefix.Length..]).ToArray());
        foreach (var model in held.Where(model => !site.Clients.Any(client => client.Holding == model)))
            await AskAsync(new PageOperate(site.Session, "release", model, new Release()));
    }

    private sealed record Served(PageSite Site, PageServer Server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Site.Dispose();
            await Server.DisposeAsync();
        }
    }
}
