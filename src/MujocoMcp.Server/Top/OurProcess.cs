namespace MujocoMcp.Server.Top;

/// <summary>A server or a viewer of this user.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Parent">What started it.</param>
/// <param name="Role"><c>viewer</c>, or a server's command: <c>serve</c>, <c>stdio</c>.</param>
/// <param name="Session">The session that a viewer was started for; null for one from the pool, which was started before that was known, and for a server.</param>
/// <param name="ProcessorTime">Used so far, by all its threads.</param>
/// <param name="ResidentMiB">Its resident memory.</param>
/// <param name="Age">How long it runs.</param>
internal sealed record OurProcess(int Pid, int Parent, string Role, string? Session, TimeSpan ProcessorTime, double ResidentMiB, TimeSpan Age)
{
    public bool IsServer => Role != ViewerRole;

    public const string ViewerRole = "viewer";
}
