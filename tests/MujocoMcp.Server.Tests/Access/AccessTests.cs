using System.Net;
using MujocoMcp.Server.Tests.Http;
using static MujocoMcp.Server.Tests.Http.RunningHttpServer;

namespace MujocoMcp.Server.Tests.Access;

/// <summary>Who comes in.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer the-token-of-nobody")]
    [InlineData("Basic dGhlLXRva2VuLW9mLWFsaWNl")]
    public async Task Without_a_known_token_nobody_comes_in(string authorization)
    {
        await using var server = await StartWithTokensAsync();
        using HttpResponseMessage response = await server.PostAsync("initialize", authorization.Length > 0 ? With("Authorization", authorization) : null);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("alice", HttpStatusCode.Forbidden)]
    [InlineData("root", HttpStatusCode.OK)]
    [InlineData("prometheus", HttpStatusCode.OK)]
    public async Task Metrics_are_for_admins_and_who_has_their_role(string? name, HttpStatusCode expected)
    {
        await using var server = await StartWithTokensAsync(("Access:Tokens:prometheus:Secret", TokenOf("prometheus")), ("Access:Tokens:prometheus:Roles:0", "metrics"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (name is not null) As(name)(request);
        Assert.Equal(expected, (await server.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Health_is_for_everybody()
    {
        await using var server = await StartWithTokensAsync();
        Assert.Equal("Healthy", await server.Http.GetStringAsync("/health"));
    }

    [Fact]
    public async Task Metrics_tell_of_sessions_and_calls()
    {
        await using var server = await StartAsync();
        await using var client = await server.ConnectAsync();
        await OpenAsync(client);

        string metrics = await server.Http.GetStringAsync("/metrics");

        Assert.Matches(@"(?m)^mujoco_sessions\{[^}]*\} [1-9]", metrics);
        Assert.Contains(metrics.Split('\n'), static line =>
            line.StartsWith("mujoco_tool_duration_seconds_count{", StringComparison.Ordinal)
            && line.Contains("tool=\"open_session\"", StringComparison.Ordinal) && line.Contains("outcome=\"ok\"", StringComparison.Ordinal));
    }
}
