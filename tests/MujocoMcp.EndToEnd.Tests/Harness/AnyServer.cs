using ModelContextProtocol.Client;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The real program with a client at it, over one of its ways in: <c>stdio</c>, or HTTP in a revision of the protocol.</summary>
internal sealed class AnyServer : IAsyncDisposable
{
    private readonly IReadOnlyList<IAsyncDisposable> _parts;

    private AnyServer(McpClient client, int pid, params IAsyncDisposable[] parts) => (Client, Pid, _parts) = (client, pid, parts);

    public McpClient Client { get; }

    public int Pid { get; }

    public static async Task<AnyServer> StartAsync(string way)
    {
        if (way == "stdio")
        {
            var local = await McpProgram.StartAsync();
            return new AnyServer(local.Client, local.Pid, local);
        }

        var served = await HttpProgram.StartAsync();
        var client = await served.ConnectAsync(way);
        return new AnyServer(client, served.Pid, client, served);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts) await part.DisposeAsync();
    }
}
