namespace MujocoMcp.Server.Configuration;

/// <summary>What the MCP side of the program is given. Bound from <c>config/mujoco-mcp.json</c>, section <c>Server</c>.</summary>
internal sealed record ServerOptions
{
    /// <summary>Groups of tools to switch on, beside <c>core</c> and <c>pool</c>, which always are.</summary>
    public string[] Caps { get; init; } = [];

    /// <summary>The most steps that one call may take.</summary>
    public long MaxSteps { get; init; } = 1_000_000;

    /// <summary>The largest model that may arrive with a call, its assets included, MiB.</summary>
    public int MaxModelMiB { get; init; } = 64;

    /// <summary>A call is answered at the latest so long after its compute budget: room for a queue and a recovery.</summary>
    public TimeSpan AnswerMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the end of the program may take before what is left of it is killed.</summary>
    public TimeSpan ShutdownBudget { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The least severe messages that go to stderr: <c>Trace</c> … <c>Critical</c>, <c>None</c>.</summary>
    public Microsoft.Extensions.Logging.LogLevel LogLevel { get; init; } = Microsoft.Extensions.Logging.LogLevel.Warning;
}
