using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Mcp;

/// <summary>The SDK's transport over pipes, but for its writing: one write a message, and quotes that aren't <c>\u0022</c>.</summary>
internal sealed class StdioTransport : StreamServerTransport
{
    private readonly Stream _output;
    private readonly Action _sent;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="input">What the client writes.</param>
    /// <param name="output">What the client reads.</param>
    /// <param name="sent">Told after each message to the client.</param>
    /// <param name="loggers">Where the SDK logs; null for nowhere.</param>
    public StdioTransport(Stream input, Stream output, Action sent, ILoggerFactory? loggers)
        : base(input, output, ProductInfo.Name, loggers) => (_output, _sent) = (output, sent);

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (!IsConnected) return;
        byte[] line = WireJson.Line(message);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // On the spot, which the async way would leave for a thread of the pool; and to its end: the next message would be lost otherwise.
            _output.Write(line);
        }
        finally
        {
            _turn.Release();
        }

        _sent();
    }
}
