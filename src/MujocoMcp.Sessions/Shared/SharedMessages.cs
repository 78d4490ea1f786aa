using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Shared;

/// <summary>Seat to the node's shared viewers: the session wants to be in its owner's. Answered by <see cref="Joined"/> at once, and by <see cref="ViewerUp"/> when it may begin.</summary>
/// <param name="Owner">Whose viewer.</param>
/// <param name="Session">The session.</param>
/// <param name="Incarnation">The session's count of the processes that it was given.</param>
internal sealed record JoinViewer(string Owner, SessionId Session, int Incarnation);

/// <summary>Shared viewer to seat: takes the session's calls.</summary>
internal sealed record Joined(IActorRef Viewer, int Incarnation);

/// <summary>Seat to the node's shared viewers: the session has left.</summary>
internal sealed record QuitViewer(string Owner, SessionId Session);

/// <summary>Shared viewer to seat: the process is lost.</summary>
internal sealed record SeatLost(ViewerLoss Loss);

/// <summary>Shared viewer to the node's shared viewers: nobody is in it.</summary>
/// <param name="Joins">How often somebody has joined it: one who is on the way isn't left standing.</param>
internal sealed record Vacant(long Joins);
