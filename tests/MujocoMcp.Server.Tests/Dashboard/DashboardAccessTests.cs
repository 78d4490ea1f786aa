using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using MujocoMcp.Server.Tests.Http;
using static MujocoMcp.Server.Tests.Http.RunningHttpServer;

namespace MujocoMcp.Server.Tests.Dashboard;

/// <summary>Who may see what of the pages for people.</summary>
public sealed class DashboardAccessTests
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/dashboard/dashboard.js", "text/javascript")]
    [InlineData("/dashboard/dashboard.css", "text/css")]
    public async Task Its_files_are_anybodys_and_let_nothing_foreign_in(string path, string type)
    {
        await using var server = await StartWithTokensAsync();
        using HttpResponseMessage response = await server.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dashboard/sessions")]
    [InlineData("/dashboard/events")]
    [InlineData("/dashboard/thumbnail/s-1")]
    public async Task Its_data_are_not(string path)
    {
        await using var server = await StartWithTokensAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Each_sees_their_own_sessions_and_an_admin_no_more()
    {
        await using var server = await StartWithTokensAsync(("Sessions:Storage:Kind", "Sqlite"), ("Sessions:Storage:Folder", Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName));
        await using McpClient alice = await server.ConnectAsync("alice");
        string session = await OpenAsync(alice);

        Assert.Equal([session], await SessionsAsync(server, "alice"));
        Assert.Empty(await SessionsAsync(server, "bob"));
        Assert.Empty(await SessionsAsync(server, "root"));
        using HttpResponseMessage thumbnail = await server.Http.SendAsync(Request("bob", $"/dashboard/thumbnail/{session}"));
        Assert.Equal(HttpStatusCode.NotFound, thumbnail.StatusCode);
    }

    [Fact]
    public async Task A_browsers_cookie_opens_the_dashboard_and_not_mcp()
    {
        await using var server = await StartWithTokensAsync();
        using HttpRequestMessage signIn = Request("alice", "/dashboard/sign-in");
        signIn.Method = HttpMethod.Post;
        using HttpResponseMessage signedIn = await server.Http.SendAsync(signIn);
        string cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        using var look = new HttpRequestMessage(HttpMethod.Get, "/dashboard/sessions");
        look.Headers.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.SendAsync(look)).StatusCode);
        using HttpResponseMessage call = await server.PostAsync("initialize", With("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_gets_no_cookie()
    {
        await using var server = await StartWithTokensAsync();
        using HttpRequestMessage signIn = Request("mallory", "/dashboard/sign-in");
        signIn.Method = HttpMethod.Post;
        using HttpResponseMessage refused = await server.Http.SendAsync(signIn);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    [InlineData(null)]
    public async Task A_viewers_page_that_is_not_yours_looks_like_one_that_is_not_there(string? name)
    {
        await using var server = await StartWithTokensAsync();
        await using McpClient root = await server.ConnectAsync("root");
        string session = await OpenAsync(root);
        foreach (string asked in (string[])[session, "s-00000000000000000000000000", "x"])
        {
            using HttpRequestMessage request = Request(name, $"/viewer/{asked}/");
            using HttpResponseMessage response = await server.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    private static HttpRequestMessage Request(string? name, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (name is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(name));
        return request;
    }

    private static async Task<string[]> SessionsAsync(RunningHttpServer server, string name)
    {
        using HttpRequestMessage request = Request(name, "/dashboard/sessions");
        using HttpResponseMessage response = await server.Http.SendAsync(request);
        JsonNode state = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return [.. state["sessions"]!.AsArray().Select(static session => (string)session!["session_id"]!)];
    }
}
