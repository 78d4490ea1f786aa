namespace MujocoMcp.Contracts.Viewer;

/// <summary>Serves a session's page.</summary>
/// <param name="Port">Where to, on the loopback interface.</param>
/// <param name="Session">Whose page it is: a viewer may have been started before it was known whose it would be.</param>
/// <param name="Token">What whoever asks must bring.</param>
public sealed record ListenRequest(int Port, string Session, string Token)
{
    /// <summary>What a person knows the session by; null for nothing.</summary>
    public string? Label { get; init; }

    /// <summary>What the ids of the session's models begin with in this process, and are shown without; empty where all of its models are this session's.</summary>
    public string ModelPrefix { get; init; } = "";
}
