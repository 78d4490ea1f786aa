using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>The answer to a <see cref="SessionRequest"/>: an <see cref="Answer"/> or a <see cref="Failure"/>. A run that
/// ended early for a failure has both where it was sampled: the answer then holds the samples so far.</summary>
public sealed record SessionReply
{
    public SessionId? Session { get; init; }

    public string? ModelId { get; init; }

    /// <summary>Where the model stands after the command.</summary>
    public ModelClock? Clock { get; init; }

    public SessionAnswer? Answer { get; init; }

    public Failure? Failure { get; init; }

    public Warning[] Warnings { get; init; } = [];

    /// <summary>True where this command had been answered before and wasn't run again.</summary>
    public bool Repeated { get; init; }

    /// <summary>A reply that says why not.</summary>
    public static SessionReply Failed(SessionId? session, Failure failure) => new() { Session = session, Failure = failure };
}
