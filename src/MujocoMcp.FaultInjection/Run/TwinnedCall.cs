namespace MujocoMcp.FaultInjection.Run;

/// <summary>How a command went, on a session and on its twin.</summary>
/// <param name="Complaint">What was wrong; null where nothing was.</param>
/// <param name="Answered">When the session's answer was there, ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
internal readonly record struct TwinnedCall(string? Complaint, long Answered);
