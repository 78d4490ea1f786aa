using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tools;

/// <summary>Where people find the pages of sessions.</summary>
/// <param name="publicUrl">The server's address, as people reach it; empty where they use the viewers' own.</param>
internal sealed class PageLinks(string publicUrl = "")
{
    /// <summary>The link to a session's page, with its token.</summary>
    /// <param name="session">The session.</param>
    /// <param name="token">What the page asks for.</param>
    /// <param name="own">The viewer's own address of it; null while it serves none.</param>
    public string? To(SessionId? session, string token, string? own) =>
        publicUrl.Length == 0 || session is null ? own : $"{publicUrl.TrimEnd('/')}/viewer/{session.Value.Value}/?token={token}";
}
