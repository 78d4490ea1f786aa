using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>What the actors of a node share.</summary>
/// <param name="Options">The node's options.</param>
/// <param name="Launcher">Starts viewer processes.</param>
/// <param name="Blobs">Large content.</param>
/// <param name="Catalog">Which sessions there are, and who holds them.</param>
/// <param name="Clock">The actor system's clock.</param>
/// <param name="Loggers">Makes loggers.</param>
internal sealed record NodeServices(SessionsOptions Options, IViewerLauncher Launcher, IBlobStore Blobs, ISessionCatalog Catalog, TimeProvider Clock, ILoggerFactory Loggers)
{
    /// <summary>What sources were compiled to.</summary>
    public CompiledModels Compiled { get; } = new(Options.CompiledModelsMiB * 1024L * 1024);

    /// <summary>Where viewers wait for their start.</summary>
    public StartQueue Starts { get; init; } = StartQueue.OfThisMachine();

    /// <summary>Where viewers stand ready; null for nowhere.</summary>
    public IActorRef? Pool { get; init; }

    /// <summary>The viewers that sessions share; null where each has its own.</summary>
    public IActorRef? Shared { get; init; }

    /// <summary>Deletes what is left of a session that has ended.</summary>
    public async Task DeleteAsync(SessionId session)
    {
        // The index last: as long as it names the session, what is left of it is found.
        await Blobs.RetainAsync(session.Value, []).ConfigureAwait(false);
        await Blobs.RetainAsync(RecentPictures.OwnerOf(session.Value), []).ConfigureAwait(false);
        await Catalog.RemoveAsync(session).ConfigureAwait(false);
    }
}
