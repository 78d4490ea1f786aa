using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Access;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Http;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Metrics;
using MujocoMcp.Server.Tools;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MujocoMcp.Server.Hosting;

/// <summary>A node behind HTTP: who may come in, how much of it, and what answers where.</summary>
internal static class HttpPipeline
{
    public const string McpPath = "/mcp";
    private const string HealthPath = "/health";
    private const string MetricsPath = "/metrics";

    /// <summary>What the SDK measures of its own: how long each call took, by tool and outcome.</summary>
    private const string SdkMeters = "*ModelContextProtocol*";

    /// <summary>Builds the server.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="extend">Adds more to it: the conformance suite's own tools.</param>
    public static WebApplication Build(ProgramOptions options, Action<IServiceCollection>? extend = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Node.Register(builder, options);
        Register(builder, options);
        extend?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.Urls.Add(options.Http.Url);
        Arrange(app, options);
        return app;
    }

    private static void Register(WebApplicationBuilder builder, ProgramOptions options)
    {
        HttpOptions http = options.Http;
        IServiceCollection services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = http.DrainBudget + options.Server.ShutdownBudget);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => KestrelLimits.Configure(kestrel, http, KestrelLimits.LargestBody(options.Server.MaxModelMiB)));
        services.AddRoutingCore();
        services.AddHostFiltering(hosts => (hosts.AllowedHosts, hosts.AllowEmptyHosts) = ([.. HostNames.Of(http)], false));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. http.AllowedOrigins]).WithMethods("GET", "POST", "DELETE").AllowAnyHeader().WithExposedHeaders("Mcp-Session-Id", "WWW-Authenticate")));
        services.AddAccess(options.Access);
        services.AddRateLimiter(limiter => RequestLimits.Configure(limiter, http, static context => context.User.FindFirstValue(Principals.Claim)));
        services.AddHealthChecks().AddCheck<NodeHealthCheck>("node");
        services.AddSingleton(static provider => new NodeGauges(provider.GetRequiredService<NodeActors>().PoolAsync));
        services.Configure<KeyManagementOptions>(static keys => (keys.XmlRepository, keys.XmlEncryptor) = (new KeysInMemory(), new NullXmlEncryptor()));
        services.AddOpenTelemetry().ConfigureResource(static node => node.AddService(ProductInfo.Name, serviceVersion: ProductInfo.Version)).WithMetrics(static metrics => metrics
            .AddMeter(NodeGauges.MeterName, SdkMeters, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddPrometheusExporter());
        RegisterMcp(services, options);
        PeoplesPages.Register(services, options);
    }

    private static void RegisterMcp(IServiceCollection services, ProgramOptions options)
    {
        services.AddSingleton(provider => new CallDrain(provider.GetRequiredService<IHostApplicationLifetime>(), options.Http.DrainBudget));
        services.AddSingleton(static provider => new HttpConnections(
            provider.GetRequiredService<NodeActors>().EndConnection, provider.GetRequiredService<CallDrain>().Begun, provider.GetRequiredService<CallDrain>().Over));
        services.AddSingleton(provider => new McpSurface(
            Node.CatalogOf(options, new PageLinks(options.Http.PublicUrl)), provider.GetRequiredService<HttpConnections>().Of, provider.GetRequiredService<NodeActors>().AdapterAsync, Node.LimitsOf(options)));
        services.AddOptions<McpServerOptions>().Configure<McpSurface>(static (server, surface) => surface.Offer(server));
        services.AddMcpServer().WithHttpTransport();
        services.AddOptions<HttpServerTransportOptions>().Configure<HttpConnections>((transport, connections) =>
        {
            transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
#pragma warning disable MCPEXP002 // experimental, and the only way to learn of a session's end
            transport.RunSessionHandler = connections.RunAsync;
#pragma warning restore MCPEXP002
#pragma warning disable MCP9006 // for the older revisions, which have sessions
            transport.IdleTimeout = options.Http.SessionIdleTimeout;
            transport.MaxIdleSessionCount = options.Http.MaxIdleSessions;
#pragma warning restore MCP9006
        });
    }

    private static void Arrange(WebApplication app, ProgramOptions options)
    {
        app.UseHostFiltering();
        app.UseMiddleware<OriginGuard>(options.Http);
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseRouting();
        app.UseAuthorization();
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(McpPath), mcp => mcp
            .UseMiddleware<BodyGuard>(KestrelLimits.LargestBody(options.Server.MaxModelMiB))
            .UseMiddleware<VersionGuard>(ProductInfo.ProtocolVersions, ProductInfo.VersionsWithoutHandshake)
            .UseMiddleware<OwnerGuard>(app.Services.GetRequiredService<HttpConnections>()));
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(MetricsPath), static metrics => metrics.Use(RefreshGauges));

        app.MapHealthChecks(HealthPath);
        app.MapPrometheusScrapingEndpoint(MetricsPath).RequireAuthorization(AccessSetup.MetricsPolicy);
        app.MapMcp(McpPath).RequireAuthorization();
        PeoplesPages.Map(app);
    }

    private static async Task RefreshGauges(HttpContext context, RequestDelegate next)
    {
        await context.RequestServices.GetRequiredService<NodeGauges>().RefreshAsync(context.RequestAborted);
        await next(context);
    }
}
