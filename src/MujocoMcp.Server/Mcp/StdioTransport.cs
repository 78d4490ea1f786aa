using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Mcp;

/// <summary>The SDK's transport over pipes, but for its writing: one write a message, and quotes that aren't <c>\u0022</c>.</summary>
internal sealed class StdioTransport : StreamServerTransport
{
    private readonly Stream _output;
    private readonly SemaphoreSlim _turn = new(1);

    public StdioTransport(Stream input, Stream output, ILoggerFactory? loggers)
        : base(input, output, ProductInfo.Name, loggers) => _output = output;

    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (!IsConnected) return;
        byte[] line = WireJson.Line(message);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A message that was begun is written to its end: the next one would be lost otherwise.
            await _output.WriteAsync(line, CancellationToken.None);
            await _output.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }
}
