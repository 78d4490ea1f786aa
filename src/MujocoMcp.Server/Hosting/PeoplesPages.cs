using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Dashboard;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Tools;
using MujocoMcp.Server.ViewerProxy;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Server.Hosting;

/// <summary>What a server has for people: the dashboard, and the viewers' pages behind it.</summary>
internal static class PeoplesPages
{
    public static void Register(IServiceCollection services, ProgramOptions options)
    {
        StorageOptions storage = options.Sessions.Storage;
        services.AddHttpForwarder();
        services.AddSingleton(provider => new DashboardCalls(
            Node.CatalogOf(options, new PageLinks()), new AdapterLink(provider.GetRequiredService<NodeActors>().AdapterAsync, Node.LimitsOf(options))));
        services.AddSingleton(provider => new SessionsFeed(
            provider.GetRequiredService<DashboardCalls>(),
            principal => storage.Kind == StorageKind.Sqlite ? CatalogReading.Read(storage.Folder, SessionsFeed.MostSessions, principal) : []));
        services.AddSingleton(static provider => new EventStream(provider.GetRequiredService<SessionsFeed>(), provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.AddSingleton<Thumbnail>();
        services.AddSingleton(static provider => new ViewerAddresses(provider.GetRequiredService<DashboardCalls>(), provider.GetRequiredService<NodeActors>().ProcessesAsync));
        services.AddSingleton<ViewerForwarding>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        DashboardEndpoints.Map(app);
        ViewerForwarding.Map(app, static context => context.RequestServices.GetRequiredService<ViewerForwarding>());
    }
}
