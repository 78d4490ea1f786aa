using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using ModelContextProtocol.AspNetCore.Authentication;
using ModelContextProtocol.Authentication;

namespace MujocoMcp.Server.Access;

/// <summary>Lets in whom the options let in: holders of a static token, and of a JWT that the authorization server issued for this server.</summary>
internal static class AccessSetup
{
    /// <summary>The policy of <c>/metrics</c>.</summary>
    public const string MetricsPolicy = "metrics";

    private const string Scheme = "Access";
    private const string SubjectClaim = "sub";

    /// <summary>Adds authentication and authorization. Where nobody has to show who they are, every policy lets everybody in.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options)
    {
        services.AddSingleton(new StaticTokens(options));
        AuthenticationBuilder authentication = services.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, StaticTokenHandler>(StaticTokens.Scheme, null);
        if (options.Jwt.IsUsed) authentication.AddJwtBearer(bearer => Configure(bearer, options.Jwt)).AddMcp(resource => resource.ResourceMetadata = MetadataOf(options.Jwt));
        authentication.AddPolicyScheme(Scheme, null, policy =>
        {
            policy.ForwardDefaultSelector = request =>
                options.Jwt.IsUsed && BearerToken.Of(request.Request) is { } token && request.RequestServices.GetRequiredService<StaticTokens>().Find(token) is null
                    ? JwtBearerDefaults.AuthenticationScheme
                    : StaticTokens.Scheme;
            // Its challenge tells a client where to get a token.
            if (options.Jwt.IsUsed) policy.ForwardChallenge = McpAuthenticationDefaults.AuthenticationScheme;
        });

        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(PolicyOf(options, static policy => policy.RequireClaim(Principals.Claim)))
            .AddPolicy(MetricsPolicy, PolicyOf(options, static policy => policy.RequireRole(Principals.AdminRole, Principals.MetricsRole)));
        return services;
    }

    private static AuthorizationPolicy PolicyOf(AccessOptions options, Action<AuthorizationPolicyBuilder> require)
    {
        var policy = new AuthorizationPolicyBuilder();
        if (options.IsOpen) policy.RequireAssertion(static _ => true);
        else require(policy.RequireAuthenticatedUser());
        return policy.Build();
    }

    private static void Configure(JwtBearerOptions bearer, JwtOptions options)
    {
        bearer.Authority = options.Authority;
        bearer.Audience = options.Audience;
        bearer.RequireHttpsMetadata = options.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters { RoleClaimType = options.RoleClaim, NameClaimType = SubjectClaim };
        bearer.Events = new JwtBearerEvents
        {
            OnMessageReceived = static received =>
            {
                received.Token = BearerToken.Of(received.Request);
                return Task.CompletedTask;
            },
            OnTokenValidated = static validated =>
            {
                // Apart from the holders of static tokens, who may have the same names.
                if (validated.Principal?.Identity is ClaimsIdentity identity && identity.FindFirst(SubjectClaim) is { } subject)
                    identity.AddClaim(new Claim(Principals.Claim, $"jwt:{subject.Value}"));
                return Task.CompletedTask;
            },
        };
    }

    private static ProtectedResourceMetadata MetadataOf(JwtOptions options) => new()
    {
        Resource = options.Resource.Length > 0 ? options.Resource : null,
        AuthorizationServers = [options.Authority],
        ScopesSupported = [.. options.Scopes],
        ResourceName = "MuJoCo",
    };
}
