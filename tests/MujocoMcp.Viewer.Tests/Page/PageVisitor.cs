using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Page;

/// <summary>A page's side of the protocol, over a real WebSocket.</summary>
internal sealed class PageVisitor : IAsyncDisposable
{
    internal const string Token = "a-token-of-the-tests";
    internal const string Session = "s-1";

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _messages = new();
    private int _asked;

    internal ClientWebSocket Socket => _socket;

    /// <summary>The newest frame.</summary>
    internal FrameReader? Frame { get; private set; }

    internal int Frames { get; private set; }

    /// <summary>Binds the page of a viewer.</summary>
    internal static async Task<int> ListenAsync(ViewerProcess viewer)
    {
        var port = FreePort();
        Assert.True((await viewer.Viewer.ListenAsync(new ListenRequest(port, Session, Token), default)).Listening);
        return port;
    }

    internal static async Task<PageVisitor> OpenAsync(int port, Action<ClientWebSocketOptions>? options = null)
    {
        var visitor = new PageVisitor();
        visitor._socket.Options.AddSubProtocol("mujoco-page.1");
        visitor._socket.Options.AddSubProtocol("token." + Token);
        options?.Invoke(visitor._socket.Options);
        using var patience = new CancellationTokenSource(ViewerProcess.Patience);
        await visitor._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/live"), patience.Token);
        return visitor;
    }

    /// <summary>The next text message of a type; what comes before it is passed over.</summary>
    internal async Task<JsonElement> MessageAsync(string type, Predicate<JsonElement>? wanted = null)
    {
        while (true)
        {
            while (_messages.TryDequeue(out var message))
            {
                if (message.GetProperty("type").GetString() == type && wanted?.Invoke(message) != false)
                    return message;
            }

            await ReceiveAsync();
        }
    }

    /// <summary>The newest frame once it is as wanted: it may have come before the answer that was waited for.</summary>
    internal async Task<FrameReader> FrameAsync(Predicate<FrameReader>? wanted = null)
    {
        while (true)
        {
            if (Frame is { } frame && wanted?.Invoke(frame) != false)
                return frame;
            await ReceiveAsync();
        }
    }

    /// <summary>Asks for something; the answer.</summary>
    internal async Task<JsonElement> AskAsync(string action, string fields = "")
    {
        var id = ++_asked;
        await SendAsync($"{{\"id\":{id},\"do\":\"{action}\"{(fields.Length > 0 ? "," + fields : "")}}}");
        return await MessageAsync("answer", answer => answer.GetProperty("id").GetInt32() == id);
    }

    internal Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

    /// <summary>How the server closes the socket.</summary>
    internal async Task<int> CloseStatusAsync()
    {
        try
        {
            while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                await ReceiveAsync();
        }
        catch (WebSocketException)
        {
            // Cut off: no status.
        }

        return (int?)_socket.CloseStatus ?? 0;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(ViewerProcess.Patience);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, patience.Token);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        if (part.MessageType == WebSocketMessageType.Close)
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"closed: {part.CloseStatus}");
        if (part.MessageType == WebSocketMessageType.Text)
        {
            _messages.Enqueue(JsonDocument.Parse(whole.ToArray()).RootElement);
            return;
        }

        (Frame, Frames) = (new FrameReader(whole.ToArray()), Frames + 1);
    }
}
