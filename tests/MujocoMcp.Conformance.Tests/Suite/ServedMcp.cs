using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;

namespace MujocoMcp.Conformance.Tests.Suite;

/// <summary>The product as <c>serve</c> builds it, at any free port.</summary>
internal sealed class ServedMcp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServedMcp(WebApplication app) => _app = app;

    public string Url => HttpServer.AddressOf(_app) + HttpPipeline.McpPath;

    /// <param name="extend">What is added to the product; null for nothing.</param>
    public static async Task<ServedMcp> StartAsync(Action<IServiceCollection>? extend = null)
    {
        ProgramOptions options = ProgramConfiguration.Load(
            null, new("Http:Url", "http://127.0.0.1:0"), new("Sessions:ViewerPath", Checkout.Viewer), new("Sessions:Storage:Kind", "Memory"));
        WebApplication app = HttpPipeline.Build(options, extend);
        await app.StartAsync();
        return new ServedMcp(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
