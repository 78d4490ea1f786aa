using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Answers;

/// <summary>What a call asked to see, and how much of it may be shown.</summary>
/// <param name="Session">The session that answered.</param>
/// <param name="ModelId">The model that answered.</param>
/// <param name="Requested">The channels as they were asked for, globs and all; null for the default ones.</param>
/// <param name="Precision">Significant digits.</param>
/// <param name="MaxBytes">The most that the answer may take, in bytes of JSON.</param>
internal sealed record ChannelQuery(SessionId? Session, string? ModelId, string[]? Requested, int Precision, int MaxBytes)
{
    public const int DefaultPrecision = 6;
    public const int DefaultMaxBytes = 4096;

    /// <summary>Room for the ids, the digest and the account of what was left out.</summary>
    public const int LeastMaxBytes = 512;

    public const int MostMaxBytes = 65536;

    /// <summary>The most that one call may ask for by name.</summary>
    public const int MostChannels = 256;
}
