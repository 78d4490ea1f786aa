using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Http;

namespace MujocoMcp.Server.Hosting;

/// <summary>The command <c>serve</c>: serves any number of clients over Streamable HTTP until the program is told to end.</summary>
internal static class HttpServer
{
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        if (ListenRule.Refuse(options.Http.Url, options.Access) is { } reason) throw new InvalidConfigurationException(reason);

        await using WebApplication app = HttpPipeline.Build(options);
        await using Node node = Node.Start(app, options.Http.DrainBudget + options.Server.ShutdownBudget);
        try
        {
            await node.Started;
        }
        catch (Exception cause) when (cause is IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: can't listen on {options.Http.Url}: {cause.Message} Another address: serve --http URL.");
            return ExitCodes.Failed;
        }

        await Console.Error.WriteLineAsync($"mujoco-mcp: serving MCP at {AddressOf(app)}{HttpPipeline.McpPath}{(options.Access.IsOpen ? "" : ", for holders of a token")}");
        await Task.Delay(Timeout.Infinite, node.Stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
        return ExitCodes.Done;
    }

    /// <summary>Where a server that has started listens.</summary>
    internal static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
