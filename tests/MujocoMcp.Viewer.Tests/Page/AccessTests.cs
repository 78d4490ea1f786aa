using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Page.Access;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Page;

public sealed class AccessTests
{
    [Theory]
    [InlineData("127.0.0.1:8001", null, true)]
    [InlineData("localhost:8001", "http://localhost:8001", true)]
    [InlineData("[::1]:8001", "http://[::1]:8001", true)]
    [InlineData("LOCALHOST", "http://localhost", true)]
    [InlineData("127.0.0.1:8001", "http://127.0.0.1:8002", false)]
    [InlineData("127.0.0.1:8001", "http://localhost:8001", false)]
    [InlineData("127.0.0.1:8001", "null", false)]
    [InlineData("127.0.0.1:8001", "file://127.0.0.1:8001", false)]
    [InlineData("127.0.0.1.evil.example:8001", null, false)]
    [InlineData("evil.example", "http://evil.example", false)]
    [InlineData(null, null, false)]
    public void Only_this_machines_names_and_its_own_pages_are_let_in(string? host, string? origin, bool admitted) =>
        Assert.Equal(admitted, PageAccess.Refusal(host, origin) is null);

    [Fact]
    public void The_token_alone_opens()
    {
        var access = new PageAccess("s-1", "right");
        Assert.True(access.Admits("right"));
        Assert.True(access.Admits(null, "wrong", "right"));
        foreach (var wrong in new[] { null, "", "righ", "right ", "Right", "rightt" })
            Assert.False(access.Admits(wrong));
        Assert.Equal("x y", PageAccess.FromAuthorization("bearer x y"));
        Assert.Null(PageAccess.FromAuthorization("Basic x"));
        Assert.Equal("abc", PageAccess.FromProtocols(["mujoco-page.1", "token.abc"]));
        Assert.NotEqual(access.CookieName, new PageAccess("s-2", "right").CookieName);
    }

    [Fact]
    public void A_rate_lets_bursts_through_and_no_more()
    {
        var rate = new RequestRate(10);
        Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => rate.Passes(1000)));
        Assert.False(rate.Passes(1050));
        Assert.True(rate.Passes(1200));
        Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => rate.Passes(100_000)));
    }

    [Fact]
    public async Task Without_its_token_the_page_shows_nothing()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        var port = await PageVisitor.ListenAsync(viewer);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        foreach (var path in new[] { "", "live", "page.js", "assets/x/mesh/0", "?token=wrong", "else" })
        {
            var answer = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("\"code\":\"forbidden\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }

        Assert.Contains("open_viewer", await (await SendAsync(http, "", "Accept", "text/html")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await http.GetAsync($"?token={PageVisitor.Token}")).StatusCode);
        // From here on the cookie does.
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("else")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(http, "else", "Origin", "http://evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(http, "else", "Host", "evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.PostAsync("live", null)).StatusCode);
        await RefusedAsync(port, static options => options.SetRequestHeader("Origin", "http://evil.example"));
        await RefusedAsync(port, null, token: "wrong");
    }

    [Fact]
    public async Task What_is_no_message_closes_that_socket_alone()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        var port = await PageVisitor.ListenAsync(viewer);
        await using var page = await PageVisitor.OpenAsync(port);
        Assert.Equal(1007, await ClosedByAsync(port, static visitor => visitor.SendAsync("no json")));
        Assert.Equal(1009, await ClosedByAsync(port, static visitor => visitor.SendAsync(new string('x', 17 * 1024))));
        Assert.Equal(1003, await ClosedByAsync(port, static visitor => visitor.Socket.SendAsync(new byte[8], WebSocketMessageType.Binary, true, default)));
        foreach (var frame in new byte[][] { [0xFF, 0x80, 0, 0, 0, 0], [0x81, 0x05, 1, 2, 3, 4, 5], [0x83, 0x80, 0, 0, 0, 0], [0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], [0x81, 0x82, 0, 0, 0, 0, 0xC3, 0x28] })
            Assert.True(await IsClosedAfterAsync(port, frame), Convert.ToHexString(frame));
        foreach (var (message, code) in new[] { ("{}", "invalid_argument"), ("[]", "invalid_argument"), ("{\"id\":1,\"do\":\"fly\"}", "invalid_argument"), ("{\"id\":-1,\"do\":\"pause\"}", "invalid_argument"), ("{\"id\":1,\"do\":\"step\",\"steps\":0}", "invalid_argument"), ("{\"id\":1,\"do\":\"step\",\"id\":2}", "invalid_argument"), ("{\"id\":1,\"do\":\"perturb\",\"body\":\"arm\",\"point\":[0,0],\"target\":[0,0,0]}", "invalid_argument"), ("{\"id\":1,\"do\":\"speed\",\"speed\":17}", "invalid_argument") })
        {
            await page.SendAsync(message);
            Assert.Equal(code, (await page.MessageAsync("answer")).GetProperty("error").GetProperty("code").GetString());
        }

        Assert.True((await page.AskAsync("watch")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task More_requests_than_a_page_may_send_are_refused()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        for (var i = 1; i <= 200; i++)
            await page.SendAsync($"{{\"id\":{i},\"do\":\"step\"}}");
        var refused = 0;
        for (var i = 1; i <= 200; i++)
        {
            var answer = await page.MessageAsync("answer");
            if (!answer.GetProperty("ok").GetBoolean() && answer.GetProperty("error").GetProperty("code").GetString() == "capacity_exhausted")
                refused++;
        }

        Assert.True(refused > 50, $"{refused} refused");
    }

    [Fact]
    public async Task A_storm_of_connections_leaves_the_physics_alone()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await using var twin = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        await twin.LoadAsync(Models.Pendulum);
        var port = await PageVisitor.ListenAsync(viewer);
        await using var page = await PageVisitor.OpenAsync(port);
        var steps = new MujocoMcp.Contracts.Viewer.ExecuteRequest(2, "main", new Step(200_000, null, null));
        var running = viewer.Viewer.ExecuteAsync(steps, default);
        for (var i = 0; i < 1000; i++)
        {
            using var socket = new TcpClient { LingerState = new LingerOption(true, 0) };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            if (i % 2 == 0)
                await socket.GetStream().WriteAsync("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
        }

        Assert.Equal((await twin.Viewer.ExecuteAsync(steps, default)).Digest, (await running).Digest);
        Assert.True((await page.AskAsync("watch")).GetProperty("ok").GetBoolean());
        await using var another = await PageVisitor.OpenAsync(port);
        await another.FrameAsync();
    }

    [Fact]
    public async Task No_more_pages_are_open_than_may_be()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var port = await PageVisitor.ListenAsync(viewer);
        var pages = new List<PageVisitor>();
        for (var i = 0; i < PageLimits.Clients; i++)
            pages.Add(await PageVisitor.OpenAsync(port));
        foreach (var page in pages)
            await page.MessageAsync("hello");
        await pages[1].MessageAsync("status", static status => status.GetProperty("clients").GetInt32() == PageLimits.Clients);
        await RefusedAsync(port, null);
        await pages[0].DisposeAsync();
        await pages[1].MessageAsync("status", static status => status.GetProperty("clients").GetInt32() == PageLimits.Clients - 1);
        await using var last = await PageVisitor.OpenAsync(port);
        await last.MessageAsync("hello");
        Assert.Equal(PageLimits.Clients, await viewer.Viewer.ClosePagesAsync(PageVisitor.Session, null, default));
        Assert.Equal(4001, await last.CloseStatusAsync());
        foreach (var page in pages)
            await page.DisposeAsync();
    }

    private static async Task<int> ClosedByAsync(int port, Func<PageVisitor, Task> act)
    {
        await using var visitor = await PageVisitor.OpenAsync(port);
        await visitor.MessageAsync("hello");
        await act(visitor);
        return await visitor.CloseStatusAsync();
    }

    /// <summary>Sends bytes that no WebSocket sends; true where the server ends the connection, within its patience.</summary>
    private static async Task<bool> IsClosedAfterAsync(int port, byte[] frame)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /live?token={PageVisitor.Token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await stream.WriteAsync(frame);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: closed as well.
        }

        return true;
    }

    private static async Task RefusedAsync(int port, Action<ClientWebSocketOptions>? options, string token = PageVisitor.Token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mujoco-page.1");
        socket.Options.AddSubProtocol("token." + token);
        options?.Invoke(socket.Options);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/live"), default));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);
        return await http.SendAsync(request);
    }
}
