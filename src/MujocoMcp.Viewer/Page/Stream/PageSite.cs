using System.Collections.Immutable;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Access;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>A session's page: what is known of the session, who has the page open, and what shows it to them.</summary>
internal sealed class PageSite : IDisposable
{
    private readonly ListenRequest _request;
    private readonly FrameClock _clock;
    private readonly Stage _stage;
    private ImmutableArray<PageClient> _clients = [];
    private Numbered _status;

    /// <param name="request">The session.</param>
    /// <param name="lane">Its models' thread.</param>
    /// <param name="table">Its models, and perhaps others'.</param>
    /// <param name="engine">The engine; null where there is none.</param>
    internal PageSite(ListenRequest request, Lane lane, SimulationTable table, Func<MujocoLibrary?> engine)
    {
        (_request, Lane, Access) = (request, lane, new PageAccess(request.Session, request.Token));
        _status = new(1, new PageStatus(request.Session, SessionStatus.Ready));
        _stage = new Stage(this, table, engine);
        _clock = new FrameClock(lane, _stage.Show);
    }

    internal string Session => _request.Session;

    internal string? Label => _request.Label;

    /// <summary>What the session's models begin with in this process.</summary>
    internal string Prefix => _request.ModelPrefix;

    internal Lane Lane { get; }

    internal PageAccess Access { get; }

    /// <summary>What can be drawn; null before anybody watched.</summary>
    internal VisualVocabulary? Vocabulary => _stage.Vocabulary;

    /// <summary>Who has the page open.</summary>
    internal ImmutableArray<PageClient> Clients => _clients;

    /// <summary>How the session is, with a number that rises with every change.</summary>
    internal (long Number, PageStatus Status) Status
    {
        get
        {
            var status = Volatile.Read(ref _status);
            return (status.Number, status.Status);
        }
    }

    internal void Show(PageStatus status)
    {
        Volatile.Write(ref _status, new(_status.Number + 1, status));
        if (!_clients.IsEmpty)
            _clock.Ask();
    }

    /// <summary>False where no more may open the page.</summary>
    internal bool Add(PageClient client)
    {
        while (true)
        {
            var before = _clients;
            if (before.Length >= PageLimits.Clients)
                return false;
            if (ImmutableInterlocked.InterlockedCompareExchange(ref _clients, before.Add(client), before) != before)
                continue;
            Changed();
            return true;
        }
    }

    internal void Remove(PageClient client)
    {
        ImmutableInterlocked.Update(ref _clients, static (clients, gone) => clients.Remove(gone), client);
        Changed();
    }

    /// <summary>Waits until a client has been told what it now watches.</summary>
    internal async Task AttendAsync(PageClient client)
    {
        await Lane.ReadAsync(() => _stage.Attend(client));
        _clock.Ask();
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Abort();
        _clock.Dispose();
    }

    private void Changed()
    {
        Show(_status.Status);
        _clock.Run(!_clients.IsEmpty);
        // Once more: the last of them left things to be freed.
        _clock.Ask();
    }

    private sealed record Numbered(long Number, PageStatus Status);
}
