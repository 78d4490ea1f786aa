using System.IO.Pipelines;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Server.Tools;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>The server with its real adapter, protocol and SDK client, over pipes in memory; the sessions are the test's.</summary>
public abstract class RunningServer : TestKit, IAsyncLifetime
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeSpan _deadline;
    private readonly string? _protocol;
    private McpServer _server = null!;
    private Task _running = null!;

    protected RunningServer(TimeSpan? deadline = null, string? protocol = null)
        : base("akka.loglevel = OFF") => (_deadline, _protocol) = (deadline ?? TimeSpan.FromMinutes(1), protocol);

    internal MemoryBlobs Blobs { get; } = new();

    internal McpClient Client { get; private set; } = null!;

    internal static ToolCatalog Catalog { get; } = TestCatalog.Create();

    protected Akka.TestKit.TestProbe Sessions => _sessions ??= CreateTestProbe();

    private Akka.TestKit.TestProbe? _sessions;

    internal IActorRef Adapter { get; private set; } = null!;

    protected Task Running => _running;

    public async Task InitializeAsync()
    {
        var limits = new CallLimits(_deadline, TimeSpan.FromSeconds(1));
        Adapter = Sys.ActorOf(McpAdapter.Props(Sessions, Blobs, limits, NullLogger<McpAdapter>.Instance));
        var connection = new ClientConnection(new Caller("local", "test"), _ended.Token);
        var surface = new McpSurface(Catalog, _ => connection, _ => Task.FromResult(Adapter), limits);
        var transport = new StreamServerTransport(new EndSignallingStream(_toServer.Reader.AsStream(), _ended.Cancel), _toClient.Writer.AsStream(), "test", null);
        _server = McpServer.Create(transport, surface.Offer(new McpServerOptions()));
        _running = _server.RunAsync();
        Client = await McpClient.CreateAsync(new StreamClientTransport(_toServer.Writer.AsStream(), _toClient.Reader.AsStream()), new McpClientOptions { ProtocolVersion = _protocol });
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        EndOfInput();
        await _server.DisposeAsync();
        _ended.Dispose();
        Shutdown();
    }

    /// <summary>What a client does that goes away.</summary>
    protected void EndOfInput() => _toServer.Writer.Complete();

    protected Task<CallToolResult> CallAsync(string tool, object? arguments = null, IProgress<ProgressNotificationValue>? progress = null, CancellationToken cancellationToken = default) =>
        Client.CallToolAsync(tool, ToDictionary(arguments), progress, cancellationToken: cancellationToken).AsTask();

    protected Task<SessionRequest> RequestAsync() => Sessions.ExpectMsgAsync<SessionRequest>().AsTask();

    protected async Task<TCommand> CommandAsync<TCommand>()
        where TCommand : SessionCommand => Assert.IsType<TCommand>((await RequestAsync()).Command);

    private static Dictionary<string, object?> ToDictionary(object? arguments) => arguments is null
        ? []
        : JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value);
}
