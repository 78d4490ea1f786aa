namespace MujocoMcp.Viewer.Page.Access;

/// <summary>What a session's pages may ask of its viewer.</summary>
internal static class PageLimits
{
    /// <summary>Open pages of a session.</summary>
    internal const int Clients = 32;

    /// <summary>Connections, those that only fetch a file among them.</summary>
    internal const int Connections = Clients + 64;

    internal const int RequestsPerSecond = 100;

    /// <summary>Requests of one page that aren't answered yet.</summary>
    internal const int Unanswered = 8;

    internal const int MessageBytes = 16 * 1024;

    /// <summary>Messages that wait to be sent to a page that reads none; one more, and it is closed.</summary>
    internal const int UnsentMessages = 256;

    /// <summary>A page that takes nothing for so long is closed.</summary>
    internal static readonly TimeSpan Stalled = TimeSpan.FromSeconds(30);

    internal static readonly TimeSpan Ping = TimeSpan.FromSeconds(15);
}
