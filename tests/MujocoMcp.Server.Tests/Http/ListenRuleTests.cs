using MujocoMcp.Server.Access;
using MujocoMcp.Server.Http;

namespace MujocoMcp.Server.Tests.Http;

public sealed class ListenRuleTests
{
    private static readonly AccessOptions Open = new();
    private static readonly AccessOptions WithToken = new() { Tokens = new Dictionary<string, TokenOptions> { ["owner"] = new() { Secret = "0123456789abcdef" } } };

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.2:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void The_loopback_needs_no_access(string url) => Assert.Null(ListenRule.Refuse(url, Open));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://192.168.1.7:8080")]
    [InlineData("http://localhost.example:8080")]
    public void Elsewhere_everybody_must_show_who_they_are(string url)
    {
        Assert.Contains("MUJOCO_MCP_TOKEN", ListenRule.Refuse(url, Open), StringComparison.Ordinal);
        Assert.Null(ListenRule.Refuse(url, WithToken));
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080/mcp")]
    [InlineData("")]
    public void What_is_no_address_to_listen_at_is_refused(string url) => Assert.Contains("Http:Url", ListenRule.Refuse(url, WithToken), StringComparison.Ordinal);

    [Fact]
    public void Beyond_the_loopback_any_name_of_the_server_will_do_unless_some_are_named()
    {
        Assert.Equal(["*"], HostNames.Of(new HttpOptions { Url = "http://0.0.0.0:80" }));
        Assert.Equal(["robots.example"], HostNames.Of(new HttpOptions { Url = "http://0.0.0.0:80", AllowedHosts = ["robots.example"] }));
        Assert.DoesNotContain("*", HostNames.Of(new HttpOptions()));
    }

    [Fact]
    public void Where_people_reach_the_server_is_one_of_its_names()
    {
        const string PublicUrl = "https://robots.example:8443/simulations";
        Assert.Contains("robots.example", HostNames.Of(new HttpOptions { PublicUrl = PublicUrl }));
        Assert.Equal(["inner.example", "robots.example"], HostNames.Of(new HttpOptions { Url = "http://0.0.0.0:80", AllowedHosts = ["inner.example"], PublicUrl = PublicUrl }));
        Assert.Equal(["*"], HostNames.Of(new HttpOptions { Url = "http://0.0.0.0:80", PublicUrl = PublicUrl }));
    }
}
