using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MujocoMcp.EndToEnd.Tests.Page;

/// <summary>A page's socket, as docs/page-protocol.md describes it.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private int _asked;

    /// <summary>The process that serves it.</summary>
    public int Pid { get; private set; }

    /// <summary>The step of the newest frame.</summary>
    public long Step { get; private set; } = -1;

    /// <summary>Frames that came.</summary>
    public int Frames { get; private set; }

    /// <summary>The first bodies' positions in the newest frame.</summary>
    public double[] Qpos { get; private set; } = [];

    public bool IsHeld { get; private set; }

    /// <summary>Opens the page; tries again, as the page does, until its process serves it.</summary>
    public static async Task<LivePage> OpenAsync(string url)
    {
        using var patience = new CancellationTokenSource(Patience);
        var address = new UriBuilder(url) { Scheme = "ws", Path = "/live" }.Uri;
        while (true)
        {
            var page = new LivePage();
            try
            {
                await page._socket.ConnectAsync(address, patience.Token);
                page.Pid = (int)(await page.MessageAsync("hello"))["pid"]!;
                return page;
            }
            catch (WebSocketException) when (!patience.IsCancellationRequested)
            {
                await page.DisposeAsync();
                await Task.Delay(50);
            }
        }
    }

    public async Task<JsonNode> AskAsync(string action, object? fields = null)
    {
        var message = JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject();
        (message["id"], message["do"]) = (++_asked, action);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, default);
        return await MessageAsync("answer", answer => (int)answer["id"]! == (int)message["id"]!);
    }

    public async Task<JsonNode> DoAsync(string action, object? fields = null)
    {
        var answer = await AskAsync(action, fields);
        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
        return answer;
    }

    public async Task<JsonNode> MessageAsync(string type, Func<JsonNode, bool>? wanted = null)
    {
        while (true)
        {
            if (await ReceiveAsync() is { } message && (string)message["type"]! == type && wanted?.Invoke(message) != false) return message;
        }
    }

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await ReceiveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, patience.Token);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"{(int?)part.CloseStatus}");
        if (part.MessageType == WebSocketMessageType.Text) return JsonNode.Parse(whole.ToArray());
        ReadFrame(whole.ToArray());
        return null;
    }

    private void ReadFrame(byte[] frame)
    {
        Frames++;
        Step = (long)BinaryPrimitives.ReadDoubleLittleEndian(frame.AsSpan(24));
        IsHeld = (BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(56)) & 2) != 0;
        for (var i = 0; i < BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(60)); i++)
        {
            var entry = frame.AsSpan(64 + (16 * i), 16);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry) != 5) continue;
            var (count, offset) = (BinaryPrimitives.ReadInt32LittleEndian(entry[4..]), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]));
            Qpos = [.. Enumerable.Range(0, count).Select(number => BinaryPrimitives.ReadDoubleLittleEndian(frame.AsSpan(offset + (8 * number))))];
        }
    }
}
