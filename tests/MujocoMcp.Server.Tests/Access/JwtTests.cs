using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MujocoMcp.Server.Hosting;
using MujocoMcp.Server.Tests.Http;
using static MujocoMcp.Server.Tests.Http.RunningHttpServer;

namespace MujocoMcp.Server.Tests.Access;

/// <summary>The server as an OAuth protected resource; the authorization server is the test's.</summary>
public sealed class JwtTests : IAsyncLifetime
{
    private const string Audience = "mujoco";

    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _authority = null!;
    private string _issuer = "";
    private RunningHttpServer _server = null!;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        _authority = builder.Build();
        _authority.Urls.Add("http://127.0.0.1:0");
        _authority.UseRouting();
        _authority.MapGet("/.well-known/openid-configuration", context => context.Response.WriteAsync($$"""{"issuer":"{{_issuer}}","jwks_uri":"{{_issuer}}/keys"}"""));
        _authority.MapGet("/keys", context =>
        {
            JsonWebKey key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(includePrivateParameters: false)) { KeyId = "k" });
            return context.Response.WriteAsync($$"""{"keys":[{"kty":"RSA","kid":"k","use":"sig","n":"{{key.N}}","e":"{{key.E}}"}]}""");
        });
        await _authority.StartAsync();
        _issuer = HttpServer.AddressOf(_authority);
        _server = await StartAsync(
            ("Access:Jwt:Authority", _issuer), ("Access:Jwt:Audience", Audience), ("Access:Jwt:Scopes:0", "simulate"), ("Access:Tokens:alice:Secret", TokenOf("alice")));
    }

    [Fact]
    public async Task A_token_of_the_authorization_server_lets_its_subject_in() => Assert.Equal(HttpStatusCode.OK, await StatusAsync(Token()));

    [Fact]
    public async Task A_static_token_does_too() => Assert.Equal(HttpStatusCode.OK, await StatusAsync(TokenOf("alice")));

    [Fact]
    public async Task A_token_for_another_audience_or_issuer_or_by_another_key_or_of_the_past_does_not()
    {
        using RSA other = RSA.Create(2048);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Token(audience: "another")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Token(issuer: "https://another.example")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Token(key: other)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Token(expires: DateTime.UtcNow.AddHours(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("no.jwt"));
    }

    [Fact]
    public async Task A_client_without_a_token_is_told_where_to_get_one()
    {
        using HttpResponseMessage refused = await _server.PostAsync("initialize");
        string challenge = Assert.Single(refused.Headers.WwwAuthenticate).ToString();
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("resource_metadata=", challenge, StringComparison.Ordinal);

        JsonNode metadata = JsonNode.Parse(await _server.Http.GetStringAsync("/.well-known/oauth-protected-resource/mcp"))!;
        Assert.Equal(_issuer, (string)metadata["authorization_servers"]![0]!);
        Assert.Equal("simulate", (string)metadata["scopes_supported"]![0]!);
        Assert.Equal($"{_server.Http.BaseAddress}mcp", (string)metadata["resource"]!);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _authority.DisposeAsync();
        _key.Dispose();
    }

    private string Token(string audience = Audience, string? issuer = null, RSA? key = null, DateTime? expires = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Audience = audience,
        Issuer = issuer ?? _issuer,
        NotBefore = DateTime.UtcNow.AddHours(-2),
        Expires = expires ?? DateTime.UtcNow.AddHours(1),
        Claims = new Dictionary<string, object> { ["sub"] = "carol" },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
    });

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using HttpResponseMessage response = await _server.PostAsync("initialize", With("Authorization", $"Bearer {token}"));
        return response.StatusCode;
    }
}
