using System.Net.WebSockets;
using System.Threading.Channels;
using MujocoMcp.Viewer.Page.Access;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>
/// An open page's socket, the sending half. Frames go through a channel of two that drops the oldest: one who reads slowly gets newer frames
/// instead of more, and holds up nobody. Messages are never dropped; one who reads none is closed.
/// </summary>
internal sealed class PageClient : IDisposable
{
    private const int FramesKept = 2;

    private readonly WebSocket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<SharedFrame> _frames = Channel.CreateBounded<SharedFrame>(
        new BoundedChannelOptions(FramesKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, static dropped => dropped.Release());

    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(PageLimits.UnsentMessages) { SingleReader = true });
    private readonly SemaphoreSlim _something = new(0);
    private Watch _watch = Watch.Anything;
    private (WebSocketCloseStatus Status, string Why)? _closing;

    internal PageClient(WebSocket socket) => _socket = socket;

    /// <summary>What it wants to see; any thread.</summary>
    internal Watch Watch
    {
        get => Volatile.Read(ref _watch);
        set => Volatile.Write(ref _watch, value);
    }

    /// <summary>What it was shown last; the simulation thread's alone.</summary>
    internal ShownState Shown { get; } = new();

    /// <summary>The model whose body it holds; null for none. Its conversation's alone, save reading.</summary>
    internal string? Holding { get; set; }

    internal CancellationToken Ended => _end.Token;

    /// <summary>Changes what it wants to see.</summary>
    internal void Change(Func<Watch, Watch> change)
    {
        Watch before, after;
        do
        {
            before = Watch;
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref _watch, after, before) != before);
    }

    /// <summary>Queues a frame, of which it takes a share.</summary>
    internal void Offer(SharedFrame frame)
    {
        if (_frames.Writer.TryWrite(frame.Share()))
            Signal();
        else
            frame.Release();
    }

    /// <summary>Queues a text message.</summary>
    internal void Say(byte[] json)
    {
        if (_messages.Writer.TryWrite(json))
            Signal();
        else
            _end.Cancel();
    }

    /// <summary>Closes the socket once what is queued before is sent.</summary>
    internal void Close(WebSocketCloseStatus status, string why)
    {
        _closing = (status, why);
        _messages.Writer.TryComplete();
        Signal();
    }

    /// <summary>Ends the connection at once.</summary>
    internal void Abort() => _end.Cancel();

    /// <summary>Sends what is queued until the connection ends.</summary>
    internal async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await _something.WaitAsync(_end.Token);
                while (_messages.Reader.TryRead(out var json))
                    await SendAsync(json, WebSocketMessageType.Text);
                if (_closing is { } closing)
                {
                    await CloseAsync(closing.Status, closing.Why);
                    return;
                }

                if (_frames.Reader.TryRead(out var frame))
                    await SendAsync(frame);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
            // The other side is gone, or took nothing for too long.
        }
        finally
        {
            await _end.CancelAsync();
            _frames.Writer.TryComplete();
            while (_frames.Reader.TryRead(out var unsent))
                unsent.Release();
        }
    }

    public void Dispose()
    {
        _end.Dispose();
        _something.Dispose();
    }

    private async Task SendAsync(SharedFrame frame)
    {
        try
        {
            await SendAsync(frame.Memory, WebSocketMessageType.Binary);
        }
        finally
        {
            frame.Release();
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(PageLimits.Stalled);
        await _socket.SendAsync(message, type, endOfMessage: true, patience.Token);
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        await _socket.CloseOutputAsync(status, why, patience.Token);
        // Its answer is read by whoever reads the socket; one that never comes isn't waited for.
        await Task.Delay(TimeSpan.FromSeconds(2), _end.Token);
    }

    private void Signal()
    {
        try
        {
            if (_something.CurrentCount < FramesKept + 1)
                _something.Release();
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }
}
