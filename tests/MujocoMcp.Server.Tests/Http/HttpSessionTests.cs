using System.Net;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using static MujocoMcp.Server.Tests.Http.RunningHttpServer;

namespace MujocoMcp.Server.Tests.Http;

/// <summary>Whose sessions are whose, and which one a call means.</summary>
public sealed class HttpSessionTests
{
    [Theory]
    [InlineData(Stateful)]
    [InlineData(Stateless)]
    public async Task Another_principal_does_not_learn_that_a_session_exists(string protocol)
    {
        await using var server = await StartWithTokensAsync();
        await using McpClient alice = await server.ConnectAsync("alice", protocol);
        await using McpClient bob = await server.ConnectAsync("bob", protocol);
        string session = await OpenAsync(alice);

        JsonObject toBob = await CallAsync(bob, "get_session_info", new { session_id = session });
        JsonObject ofNone = await CallAsync(bob, "get_session_info", new { session_id = "s-00000000000000000000000000" });

        Assert.Equal("unknown_session", (string)toBob["code"]!);
        Assert.Equal(ofNone.ToJsonString().Replace("s-00000000000000000000000000", session, StringComparison.Ordinal), toBob.ToJsonString());
        Assert.Equal("unknown_session", (string)(await CallAsync(bob, "close_session", new { session_id = session }))["code"]!);
        Assert.Equal("unknown_session", (string)(await CallAsync(bob, "terminate_process", new { session_id = session }))["code"]!);
        Assert.Equal(0, (int)(await CallAsync(bob, "get_process_pool_stats"))["sessions_total"]!);
        Assert.NotNull((await CallAsync(alice, "get_session_info", new { session_id = session }))["state"]);
    }

    [Fact]
    public async Task An_admin_sees_and_ends_everybodys_processes_but_uses_no_ones_session()
    {
        await using var server = await StartWithTokensAsync();
        await using McpClient alice = await server.ConnectAsync("alice");
        await using McpClient root = await server.ConnectAsync("root");
        string session = await OpenAsync(alice);

        Assert.Equal(1, (int)(await CallAsync(root, "get_process_pool_stats"))["sessions_total"]!);
        Assert.NotNull((await CallAsync(root, "terminate_process", new { session_id = session }))["terminated"]);
        Assert.Equal("unknown_session", (string)(await CallAsync(root, "get_session_info", new { session_id = session }))["code"]!);
    }

    [Fact]
    public async Task A_session_is_its_owners_over_any_connection()
    {
        await using var server = await StartWithTokensAsync();
        await using McpClient first = await server.ConnectAsync("alice");
        await using McpClient second = await server.ConnectAsync("alice", Stateless);
        string session = await OpenAsync(first);
        Assert.Equal(session, (string)(await CallAsync(second, "get_session_info", new { session_id = session }))["session_id"]!);
    }

    [Fact]
    public async Task A_connection_that_shook_hands_has_a_default_session()
    {
        await using var server = await StartAsync();
        await using McpClient client = await server.ConnectAsync();
        await using McpClient other = await server.ConnectAsync();

        string session = await OpenAsync(client);
        Assert.Equal(session, (string)(await CallAsync(client, "get_session_info"))["session_id"]!);
        Assert.NotEqual(session, (string)(await CallAsync(other, "get_session_info"))["session_id"]!);

        string second = await OpenAsync(client);
        JsonObject ambiguous = await CallAsync(client, "get_session_info");
        Assert.Equal("invalid_argument", (string)ambiguous["code"]!);
        Assert.Equal([session, second], ambiguous["details"]!["known"]!.AsArray().Select(static id => (string)id!));
    }

    [Fact]
    public async Task Without_a_handshake_the_session_is_always_required()
    {
        await using var server = await StartAsync();
        await using McpClient client = await server.ConnectAsync(protocol: Stateless);

        string session = await OpenAsync(client);

        JsonObject refused = await CallAsync(client, "get_session_info");
        Assert.Equal("invalid_argument", (string)refused["code"]!);
        Assert.Equal("session_id", (string)refused["details"]!["argument"]!);
        Assert.Equal(session, (string)(await CallAsync(client, "get_session_info", new { session_id = session }))["session_id"]!);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task A_stranger_can_neither_end_nor_hear_a_connection(string method)
    {
        await using var server = await StartWithTokensAsync();
        await using McpClient alice = await server.ConnectAsync("alice");
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), "/mcp");
        request.Headers.Add("Mcp-Session-Id", alice.SessionId);
        request.Headers.Accept.ParseAdd("text/event-stream");
        As("bob")(request);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.SendAsync(request)).StatusCode);

        Assert.NotNull((await CallAsync(alice, "get_session_info"))["state"]);
    }
}
