using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using static MujocoMcp.Server.Tests.Http.RunningHttpServer;

namespace MujocoMcp.Server.Tests.Http;

/// <summary>What the server turns away before MCP sees it.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://app.example", HttpStatusCode.OK)]
    [InlineData("Origin", "http://localhost:5173", HttpStatusCode.OK)]
    [InlineData("Host", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("Host", "robots.example", HttpStatusCode.OK)]
    [InlineData("Host", "localhost", HttpStatusCode.OK)]
    public async Task Pages_of_other_sites_and_other_names_for_this_server_are_refused(string header, string value, HttpStatusCode expected)
    {
        await using var server = await StartAsync(("Http:AllowedOrigins:0", "https://app.example"), ("Http:AllowedHosts:0", "robots.example"));
        using HttpResponseMessage response = await server.PostAsync("initialize", With(header, value));
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("robots.example:8080", "http://robots.example:8080", HttpStatusCode.OK)]
    [InlineData("192.168.1.7:8080", "http://192.168.1.7:8080", HttpStatusCode.OK)]
    [InlineData("robots.example", "https://Robots.example", HttpStatusCode.OK)]
    [InlineData("10.0.0.1:8080", "https://public.example", HttpStatusCode.OK)]
    [InlineData("10.0.0.1:8080", "https://public.example:444", HttpStatusCode.Forbidden)]
    [InlineData("robots.example:8080", "http://robots.example:9090", HttpStatusCode.Forbidden)]
    [InlineData("robots.example", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("robots.example", "null", HttpStatusCode.Forbidden)]
    public async Task Beyond_the_loopback_the_servers_own_pages_may_call_it_and_others_may_not(string host, string origin, HttpStatusCode expected)
    {
        await using var server = await StartWithTokensAsync(("Http:Url", "http://0.0.0.0:0"), ("Http:PublicUrl", "https://public.example/simulations"));
        using HttpResponseMessage response = await server.PostAsync("initialize", As("alice") + With("Host", host) + With("Origin", origin));
        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("", "robots.example", HttpStatusCode.BadRequest)]
    [InlineData("*", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("proxy.example", "robots.example", HttpStatusCode.OK)]
    public async Task On_the_loopback_a_page_by_the_name_of_its_own_that_leads_here_is_another_site(string allowed, string host, HttpStatusCode expected)
    {
        await using var server = await StartAsync(
            ("Http:AllowedHosts:0", allowed.Length > 0 ? allowed : "else.example"), ("Http:PublicUrl", allowed == "proxy.example" ? "https://robots.example" : ""));
        using HttpResponseMessage response = await server.PostAsync("initialize", With("Host", host) + With("Origin", $"http://{host}"));
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_page_of_an_allowed_origin_may_read_the_answers()
    {
        await using var server = await StartAsync(("Http:AllowedOrigins:0", "https://app.example"));
        using HttpResponseMessage response = await server.PostAsync("initialize", With("Origin", "https://app.example"));
        Assert.Equal("https://app.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Mcp-Session-Id", string.Join(",", response.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_UTF_8_is_the_clients_mistake()
    {
        await using var server = await StartAsync();
        byte[] body = [.. """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"get_state","_meta":{"p"""u8, 0xF1, .. "\":1}}}"u8];
        using HttpResponseMessage response = await server.PostAsync(
            "", With("MCP-Protocol-Version", Stateless), new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(-32700, (int)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_is_too_large_is_refused_in_words(bool tellsItsLength)
    {
        await using var server = await StartAsync(("Server:MaxModelMiB", "1"));
        byte[] large = Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"{new string('x', 4 << 20)}\"}}");
        HttpContent body = tellsItsLength ? new ByteArrayContent(large) : new StreamContent(new UnseekableStream(large));
        body.Headers.ContentType = new("application/json");

        using HttpResponseMessage response = await server.PostAsync("", static request => request.Headers.ExpectContinue = true, body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("Server:MaxModelMiB", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_too_many_requests_is_told_to_wait_and_others_are_not()
    {
        await using var server = await StartWithTokensAsync(("Http:RequestBurst", "3"), ("Http:RequestsPerSecond", "1"));
        var statuses = new List<HttpStatusCode>();
        for (int i = 0; i < 8; i++) statuses.Add((await server.PostAsync("initialize", As("alice"))).StatusCode);
        using HttpResponseMessage last = await server.PostAsync("initialize", As("alice"));

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        if (last.StatusCode is HttpStatusCode.TooManyRequests) Assert.NotNull(last.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("initialize", As("bob"))).StatusCode);
    }

    [Fact]
    public async Task A_revision_that_nobody_knows_is_answered_with_those_that_would_work()
    {
        await using var server = await StartAsync();
        using HttpResponseMessage response = await server.PostAsync("server/discover", With("MCP-Protocol-Version", "2099-01-01"));
        JsonNode error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((7, -32022, "2099-01-01"), ((int)error["id"]!, (int)error["error"]!["code"]!, (string)error["error"]!["data"]!["requested"]!));
        Assert.Equal("2026-07-28", (string)Assert.Single(error["error"]!["data"]!["supported"]!.AsArray())!);
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task A_body_that_is_no_request_is_a_bad_request(string body)
    {
        await using var server = await StartAsync();
        using HttpResponseMessage response = await server.PostAsync("", body: new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_never_finishes_its_headers_is_dropped()
    {
        await using var server = await StartAsync(("Http:HeaderTimeout", "00:00:01"));
        using var client = new TcpClient("127.0.0.1", server.Port);
        await client.GetStream().WriteAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow"u8.ToArray());

        byte[] answer = new byte[4096];
        int read = await client.GetStream().ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(read == 0 || Encoding.ASCII.GetString(answer, 0, read).Contains(" 408 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_most_connections_another_is_closed()
    {
        await using var server = await StartAsync(("Http:MaxConnections", "1"));
        await Until.TrueAsync(async () =>
        {
            // Both anew each time: what asked whether the server is up may have been the one connection at first.
            using var first = new TcpClient("127.0.0.1", server.Port);
            using var second = new TcpClient("127.0.0.1", server.Port);
            try
            {
                await first.GetStream().WriteAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray());
                await second.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
                return await second.GetStream().ReadAsync(new byte[1]) == 0;
            }
            catch (IOException)
            {
                return true;
            }
        }, "a second connection is closed");
    }

    private sealed class UnseekableStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
