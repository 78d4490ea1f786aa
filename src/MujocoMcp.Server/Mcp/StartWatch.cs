using Akka.Actor;

namespace MujocoMcp.Server.Mcp;

/// <summary>Asks the adapter for an actor that lasts longer than a call. Answered with its address; whoever asked ends it. Stays in this process.</summary>
internal sealed record StartWatch(Props Watch);
