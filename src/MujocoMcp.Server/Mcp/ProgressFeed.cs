using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.Server.Mcp;

/// <summary>Sends a call's progress to its client: the newest report, as fast as the client reads, and none after the answer.</summary>
internal sealed class ProgressFeed : IProgress<CallProgress>, IAsyncDisposable
{
    private readonly Channel<CallProgress> _newest = Channel.CreateBounded<CallProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Task _sending;

    public ProgressFeed(McpSession client, ProgressToken token, CancellationToken cancellationToken) => _sending = SendAsync(client, token, cancellationToken);

    public void Report(CallProgress value) => _newest.Writer.TryWrite(value);

    public async ValueTask DisposeAsync()
    {
        _newest.Writer.TryComplete();
        await _sending;
    }

    private async Task SendAsync(McpSession client, ProgressToken token, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (CallProgress report in _newest.Reader.ReadAllAsync(cancellationToken))
            {
                var value = new ProgressNotificationValue { Progress = report.Progress, Total = report.Total, Message = report.Message };
                await client.NotifyProgressAsync(token, value, cancellationToken: cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            _newest.Writer.TryComplete(); // the client is gone, or wants no more: so does its progress
        }
    }
}
