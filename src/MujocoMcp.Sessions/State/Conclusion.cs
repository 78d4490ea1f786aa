using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.State;

/// <summary>How a command ended.</summary>
/// <param name="Event">To be journaled before the reply goes out; null where nothing changed.</param>
/// <param name="Reply">The answer.</param>
internal readonly record struct Conclusion(SessionEvent? Event, SessionReply Reply);
