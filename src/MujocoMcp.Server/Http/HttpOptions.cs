namespace MujocoMcp.Server.Http;

/// <summary>How the server is reached over HTTP, and what it bears. Bound from <c>config/mujoco-mcp.json</c>, section <c>Http</c>.</summary>
internal sealed record HttpOptions
{
    /// <summary>Where <c>serve</c> listens; MCP is at <c>/mcp</c> there. Port 0: any free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Where people reach this server, such as <c>https://robots.example</c>: links to sessions' pages lead there, and its host and origin are allowed as those below. Empty: links lead
    /// to the viewers' own ports, which this machine alone can reach.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary><see cref="PublicUrl"/> as an address; null where it is none.</summary>
    internal Uri? PublicAddress => Uri.TryCreate(PublicUrl, UriKind.Absolute, out Uri? address) ? address : null;

    /// <summary>Host names that requests may be addressed to. Empty: those of this machine's loopback where it listens there alone, any elsewhere.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Origins of web pages that may call the server, beside pages of the hosts above and, beyond the loopback, the server's own; <c>https://app.example</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Connections open at once.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Idle HTTP sessions kept at once; beyond, those idle the longest end.</summary>
    public int MaxIdleSessions { get; init; } = 1000;

    /// <summary>An HTTP session without a request or an open stream ends after this, and its default session is parked.</summary>
    public TimeSpan SessionIdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Requests a second that one principal, or one address without any, may send for long.</summary>
    public int RequestsPerSecond { get; init; } = 5000;

    /// <summary>Requests that it may send at once.</summary>
    public int RequestBurst { get; init; } = 10_000;

    /// <summary>A client that takes longer to send a request's headers is dropped.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A client that sends a body, or takes an answer, slower than this is dropped.</summary>
    public double MinBytesPerSecond { get; init; } = 240;

    /// <summary>How long calls in flight may go on after the program is told to end; then they are cancelled, their state kept.</summary>
    public TimeSpan DrainBudget { get; init; } = TimeSpan.FromSeconds(5);
}
