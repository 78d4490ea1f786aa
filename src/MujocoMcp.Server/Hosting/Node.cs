using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Sessions.Hosting;
using MujocoMcp.Sessions.Storage;

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
        Started = host.StartAsync();
    }

    /// <summary>Done when the node is up; fails where it can't come up.</summary>
    public Task Started { get; }

    /// <summary>Cancelled when the system or a person asks the program to end.</summary>
    public CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public ILoggerFactory Loggers => _host.Services.GetRequiredService<ILoggerFactory>();

    /// <summary>How long a call may take here.</summary>
    public static CallLimits LimitsOf(ProgramOptions options) => new(options.Sessions.CommandBudget + options.Server.AnswerMargin, options.Server.AnswerMargin);

    /// <summary>Begins to start a node.</summary>
    /// <exception cref="DataFolderException">The data folder can't be used.</exception>
    public static Node Start(ProgramOptions options)
    {
        StorageOptions storage = options.Sessions.Storage;
        DataFolder? folder = storage.Kind == StorageKind.Sqlite ? DataFolder.Open(storage.Folder) : null;
        // The empty builder: the usual one reads appsettings.json from the client's folder, and costs 100 ms.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(options.Server.LogLevel).AddSimpleConsole(static console => console.SingleLine = true);
        // A client's mistakes are answered to the client; they are no news to whoever reads this log.
        if (options.Server.LogLevel > LogLevel.Debug) builder.Logging.AddFilter("ModelContextProtocol", LogLevel.Critical);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Server.ShutdownBudget);
        builder.Services.AddAkka("mujoco", (akka, services) => akka
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend)
            .ConfigureLoggers(static loggers =>
            {
                // What the actors have to say they say to their own loggers; Akka's warnings are about its settings.
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = Akka.Event.LogLevel.ErrorLevel;
            })
            .WithMujocoSessions(options.Sessions, folder, (sessions, blobs) =>
                McpAdapter.Props(sessions, blobs, LimitsOf(options), services.GetRequiredService<ILogger<McpAdapter>>())));
        return new Node(builder.Build(), options.Server.ShutdownBudget);
    }

    /// <summary>The adapter, once it is up.</summary>
    public async Task<IActorRef> AdapterAsync(CancellationToken cancellationToken)
    {
        await Started.WaitAsync(cancellationToken);
        return await _host.Services.GetRequiredService<IRequiredActor<McpAdapterKey>>().GetAsync(cancellationToken);
    }

    /// <summary>Tells the sessions that a connection is gone, and gives those of them that are idle the time to park.</summary>
    public async Task EndConnectionAsync(Connection connection)
    {
        if (connection.Caller.Connection is not { } id || !_host.Services.GetRequiredService<ActorRegistry>().TryGet<SessionsKey>(out IActorRef sessions)) return;
        sessions.Tell(new ConnectionEnded(id));
        try
        {
            await sessions.Ask<AllRest>(new AwaitRest(), _shutdownBudget / 3);
        }
        catch (AskTimeoutException)
        {
            // One that is at work is recovered from its journal instead.
        }
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
