using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Ports;

/// <summary>Asks for the session's port.</summary>
/// <param name="Session">The session.</param>
/// <param name="Refused">The port that turned out to be another program's; null on the first try.</param>
/// <param name="IsShared">Whether the session shares its viewer: its port then comes from <see cref="PortOptions.FirstShared"/> on, while there are any.</param>
internal sealed record LeasePort(SessionId Session, int? Refused, bool IsShared);

/// <summary>The session's port; null where none is left.</summary>
internal sealed record PortLeased(int? Port);

/// <summary>The session has ended.</summary>
internal sealed record ReleasePort(SessionId Session);

/// <summary>Asks how many ports are leased.</summary>
internal sealed record GetPortUse;

/// <summary>How many ports are leased, and how many could be.</summary>
internal sealed record PortUse(int Leased, int Available);
