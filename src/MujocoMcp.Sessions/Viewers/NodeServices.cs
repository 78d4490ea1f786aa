using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>What the actors of a node share.</summary>
/// <param name="Options">The node's options.</param>
/// <param name="Launcher">Starts viewer processes.</param>
/// <param name="Blobs">Large content.</param>
/// <param name="Clock">The actor system's clock.</param>
/// <param name="Loggers">Makes loggers.</param>
internal sealed record NodeServices(SessionsOptions Options, IViewerLauncher Launcher, IBlobStore Blobs, TimeProvider Clock, ILoggerFactory Loggers);
