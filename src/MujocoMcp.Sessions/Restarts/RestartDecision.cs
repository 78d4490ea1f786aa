namespace MujocoMcp.Sessions.Restarts;

/// <summary>What a <see cref="RestartPolicy"/> decides after a failure.</summary>
/// <param name="Restart">False where the session is to fail.</param>
/// <param name="Delay">The wait before the next start; zero where <paramref name="Restart"/> is false.</param>
internal readonly record struct RestartDecision(bool Restart, TimeSpan Delay);
