using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Lifecycle;

namespace MujocoMcp.Sessions.Registry;

/// <summary>A session as the index knows it.</summary>
/// <param name="Id">The session.</param>
/// <param name="Owner">Who opened it, over which connection.</param>
/// <param name="Touched">When it was last used.</param>
internal sealed record SessionEntry(SessionId Id, Caller Owner, DateTimeOffset Touched)
{
    /// <summary>Its actor; null while it has none.</summary>
    public IActorRef? Actor { get; init; }

    /// <summary>How its next actor begins, where it isn't with the newest checkpoint.</summary>
    public FirstLife? First { get; init; }
}
