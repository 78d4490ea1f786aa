namespace MujocoMcp.FaultInjection.Servers;

/// <summary>A server whose tools are called.</summary>
internal interface IToolServer
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>The process that runs at present.</summary>
    int Pid { get; }

    /// <summary>Errors that its callers must put up with at present, and may try again on: a fault of the server itself is under way.</summary>
    IReadOnlySet<string> Tolerated { get; }

    /// <summary>Calls a tool.</summary>
    /// <exception cref="ServerGoneException">The server ended first.</exception>
    Task<ToolReply> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellation);

    /// <summary>Done while the server runs; waits while it is being started again.</summary>
    Task WhenUpAsync();

    /// <summary>Calls a tool that must succeed for the run to make sense.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    async Task<ToolReply> RequireAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellation)
    {
        var reply = await CallAsync(tool, arguments, cancellation);
        return reply.IsError ? throw new InvalidOperationException($"{tool} on the {Name} server: {reply.Describe()}") : reply;
    }
}
