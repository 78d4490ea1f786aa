using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Access;

namespace MujocoMcp.Viewer.Page;

/// <summary>Kestrel on one port of the loopback interface.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(30);

    private readonly WebApplication _application;

    private PageServer(WebApplication application, int port)
    {
        _application = application;
        Port = port;
    }

    internal int Port { get; }

    /// <summary>Starts to serve. A port that is taken is an answer: the caller leases another.</summary>
    internal static async Task<(PageServer? Server, ListenOutcome Outcome)> StartAsync(int port, PageRoutes routes, CancellationToken cancellationToken)
    {
        var application = Build(port);
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PageLimits.Ping, KeepAliveTimeout = PageLimits.Stalled });
        application.Run(routes.AnswerAsync);
        try
        {
            await application.StartAsync(cancellationToken);
            return (new(application, port), new(true, false, null));
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await application.DisposeAsync();
            return (null, new(false, refused.InnerException is AddressInUseException, refused.Message));
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(int port)
    {
        // The folder of the program: the current one may be out of reach.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = PageLimits.Connections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.KeepAliveTimeout = IdleConnection;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        // The parent ends this process, by closing its pipe: no signal handlers here.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
