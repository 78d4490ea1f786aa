using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>Something about a session is not as it was. Published to whoever watches; never says what it is now.</summary>
/// <param name="Session">The session.</param>
/// <param name="Principal">Whose it is: nobody else hears of it.</param>
/// <param name="Aspect">What changed.</param>
/// <param name="ModelId">The model that it is about; null where it is about none.</param>
public sealed record SessionChanged(SessionId Session, string Principal, SessionAspect Aspect, string? ModelId);

/// <summary>What of a session may change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionAspect>))]
public enum SessionAspect
{
    /// <summary>It was opened, or is gone.</summary>
    Existence,

    /// <summary>A model was loaded or closed.</summary>
    Models,

    /// <summary>A model's state.</summary>
    State,

    /// <summary>A snapshot was kept.</summary>
    Snapshots,

    /// <summary>Its viewer process was lost, or has come back.</summary>
    Faults,

    /// <summary>It got a viewer process, or gave it up.</summary>
    Process,
}
