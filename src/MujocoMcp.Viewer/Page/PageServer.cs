using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Page;

/// <summary>Kestrel on one port of the loopback interface.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PageServer(WebApplication application, int port)
    {
        _application = application;
        Port = port;
    }

    internal int Port { get; }

    /// <summary>Starts to serve. A port that is taken is an answer: the caller leases another.</summary>
    internal static async Task<(PageServer? Server, ListenOutcome Outcome)> StartAsync(int port, string session, CancellationToken cancellationToken)
    {
        var application = Build(port);
        application.MapGet("/health", context => WriteHealthAsync(context, session));
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
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        // The parent ends this process, by closing its pipe: no signal handlers here.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        application.UseRouting();
        return application;
    }

    private static Task WriteHealthAsync(HttpContext context, string session)
    {
        context.Response.ContentType = "application/json";
        using var json = new System.Text.Json.Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteString("session", session);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteEndObject();
        json.Flush();
        return Task.CompletedTask;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
