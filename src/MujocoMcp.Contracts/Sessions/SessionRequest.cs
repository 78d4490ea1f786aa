namespace MujocoMcp.Contracts.Sessions;

/// <summary>A command on its way to a session.</summary>
/// <param name="Session">The session; null for the connection's default one.</param>
/// <param name="Caller">Who asks: a session answers its owner alone.</param>
/// <param name="CommandId">The client's <c>idempotency_key</c>, or minted by the adapter. The same id again is answered, not run again.</param>
/// <param name="ArgumentsHash">Tells a retry from another command under the same id.</param>
/// <param name="Tool">The tool that the command came from, for <c>last_command</c> and faults.</param>
/// <param name="Patience">How long, from when it is sent, somebody waits for the answer. A span: the clocks of two nodes differ, and one that is set jumps.</param>
/// <param name="Command">What to do.</param>
public sealed record SessionRequest(
    SessionId? Session, Caller Caller, string CommandId, string ArgumentsHash, string Tool, TimeSpan Patience, SessionCommand Command);

/// <summary>Ends a command early: one that waits is dropped, one that runs stops at the next step boundary. Nobody waits for an answer.</summary>
public sealed record CancelCommand(SessionId? Session, Caller Caller, string CommandId);

/// <summary>How far a running command is; sent to whoever sent its <see cref="SessionRequest"/>.</summary>
public sealed record CommandProgress(string CommandId, long StepsDone, long StepsTotal, double Time);
