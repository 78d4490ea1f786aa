using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Server.Tools;
using MujocoMcp.Sessions.Hosting;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Server.Hosting;

/// <summary>The actor system with the sessions and the adapter. It comes up while its clients introduce themselves.</summary>
internal sealed class Node : IAsyncDisposable
{
    private const PosixSignal FileSizeExceeded = (PosixSignal)25; // SIGXFSZ

    private readonly IHost _host;
    private readonly TimeSpan _shutdownBudget;

    // A limit on the size of files is a full disk to us: the write fails, and the process must not end for it.
    private readonly PosixSignalRegistration _fileSizeExceeded = PosixSignalRegistration.Create(FileSizeExceeded, static signal => signal.Cancel = true);

    private Node(IHost host, TimeSpan shutdownBudget)
    {
        (_host, _shutdownBudget) = (host, shutdownBudget);
        Actors = host.Services.GetRequiredService<NodeActors>();
        Started = host.StartAsync();
    }

    /// <summary>Done when the node is up; fails where it can't come up.</summary>
    public Task Started { get; }

    /// <summary>Cancelled when the system or a person asks the program to end.</summary>
    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>The actors that the outside talks to.</summary>
    public NodeActors Actors { get; }

    /// <summary>How long a call may take here.</summary>
    public static CallLimits LimitsOf(ProgramOptions options) => new(options.Sessions.CommandBudget + options.Server.AnswerMargin, options.Server.AnswerMargin);

    /// <summary>The tools of a node.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="links">Where people find the pages of sessions.</param>
    public static ToolCatalog CatalogOf(ProgramOptions options, PageLinks links) => new(
        options.Server, options.Sessions, SceneLibrary.Embedded(),
        new EngineInquiry(new ViewerInquiry(options.Sessions).HearAsync), links);

    /// <summary>Begins to start a node that is all of its host.</summary>
    /// <exception cref="DataFolderException">The data folder can't be used.</exception>
    public static Node Start(ProgramOptions options)
    {
        // The empty builder: the usual one reads appsettings.json from the client's folder, and costs 100 ms.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Register(builder, options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Server.ShutdownBudget);
        return Start(builder.Build(), options.Server.ShutdownBudget);
    }

    /// <summary>Begins to start a host that has a node.</summary>
    /// <param name="host">What <see cref="Register"/> was part of.</param>
    /// <param name="shutdownBudget">How long its end may take.</param>
    public static Node Start(IHost host, TimeSpan shutdownBudget) => new(host, shutdownBudget);

    // Akka's scheduler ticks a hundred times a second, which is most of what an idle server costs; nothing here is timed finer than this.
    private const string AkkaSettings = """
        akka.stdout-loglevel = OFF
        akka.scheduler.tick-duration = 50ms
        """;

    /// <summary>Has a program log to stderr.</summary>
    public static void Log(ILoggingBuilder logging, ServerOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel).AddSimpleConsole(static console => console.SingleLine = true);
        // A client's mistakes are answered to the client; they are no news to whoever reads this log.
        if (options.LogLevel > LogLevel.Debug) logging.AddFilter("ModelContextProtocol", LogLevel.Critical);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Puts the actor system with the sessions, and the log, into a host.</summary>
    /// <exception cref="DataFolderException">The data folder can't be used.</exception>
    public static void Register(IHostApplicationBuilder builder, ProgramOptions options)
    {
        StorageOptions storage = options.Sessions.Storage;
        DataFolder? folder = storage.Kind == StorageKind.Sqlite ? DataFolder.Open(storage.Folder) : null;
        Log(builder.Logging, options.Server);
        builder.Services.AddSingleton<NodeActors>();
        builder.Services.AddAkka("mujoco", (akka, services) => akka
            .AddHocon(AkkaSettings, HoconAddMode.Prepend)
            .ConfigureLoggers(static loggers =>
            {
                // What the actors have to say they say to their own loggers; Akka's warnings are about its settings.
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.ErrorLevel;
            })
            .WithMujocoSessions(options.Sessions, folder, (sessions, blobs) =>
                McpAdapter.Props(sessions, blobs, LimitsOf(options), services.GetRequiredService<ILogger<McpAdapter>>())));
    }

    /// <summary>The adapter, once it is up.</summary>
    public async Task<IActorRef> AdapterAsync(CancellationToken cancellationToken)
    {
        await Started.WaitAsync(cancellationToken);
        return await Actors.AdapterAsync(cancellationToken);
    }

    /// <summary>Tells the sessions that a connection is gone, and gives those of them that are idle the time to park.</summary>
    public Task EndConnectionAsync(ClientConnection connection)
    {
        Actors.EndConnection(connection);
        return Actors.RestAsync(_shutdownBudget / 3);
    }

    public async ValueTask DisposeAsync()
    {
        using var budget = new CancellationTokenSource(_shutdownBudget);
        if (Started.IsFaulted) return;
        try
        {
            await Started.WaitAsync(budget.Token);
            await _host.StopAsync(budget.Token).WaitAsync(budget.Token);
        }
        catch (OperationCanceledException)
        {
            // What is left dies with this process: a viewer ends when its stdin does.
            return;
        }

        _host.Dispose();
        _fileSizeExceeded.Dispose();
    }
}
