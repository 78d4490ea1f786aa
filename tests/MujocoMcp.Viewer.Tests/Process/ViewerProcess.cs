using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Viewer;
using StreamJsonRpc;

namespace MujocoMcp.Viewer.Tests.Process;

/// <summary>A real viewer process over its real pipes.</summary>
internal sealed class ViewerProcess : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The kernel kills a viewer with the thread that started it, so that thread must outlive every test: no pool thread does.
    private static readonly BlockingCollection<Action> Spawner = StartSpawner();

    private readonly JsonRpc _rpc;
    private readonly Task _stderrDrained;
    private readonly StringBuilder _stderr = new();

    private ViewerProcess(System.Diagnostics.Process process)
    {
        Child = process;
        _stderrDrained = Task.Run(DrainAsync);
        _rpc = new JsonRpc(ContractsWire.CreatePipeHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream));
        _rpc.AddLocalRpcTarget(RpcTargetMetadata.FromShape<IViewerEvents>(), Events, null);
        Viewer = _rpc.Attach<IViewer>();
        _rpc.StartListening();
    }

    internal System.Diagnostics.Process Child { get; }

    internal IViewer Viewer { get; }

    internal EventSink Events { get; } = new();

    internal string Stderr
    {
        get
        {
            lock (_stderr)
                return _stderr.ToString();
        }
    }

    internal static string Program { get; } = Environment.GetEnvironmentVariable("MUJOCO_VIEWER") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(AppContext.BaseDirectory, "mujoco-viewer");

    internal static async Task<ViewerProcess> StartAsync(params string[] more)
    {
        var process = await SpawnAsync(["--parent", $"{Environment.ProcessId}", .. more]);
        var viewer = new ViewerProcess(process);
        await viewer.Events.Hello.WaitAsync(Patience);
        return viewer;
    }

    /// <summary>Starts the program without speaking to it.</summary>
    internal static Task<System.Diagnostics.Process> SpawnAsync(string[] arguments)
    {
        var started = new TaskCompletionSource<System.Diagnostics.Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Spawner.Add(() =>
        {
            try
            {
                started.SetResult(StartNow(arguments));
            }
            catch (Exception failed)
            {
                started.SetException(failed);
            }
        });
        return started.Task;
    }

    internal async Task<int> ExitCodeAsync()
    {
        await Child.WaitForExitAsync().WaitAsync(Patience);
        await _stderrDrained.WaitAsync(Patience);
        return Child.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        if (!Child.HasExited)
            Child.Kill();
        await Child.WaitForExitAsync().WaitAsync(Patience);
        Child.Dispose();
    }

    internal static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    private static System.Diagnostics.Process StartNow(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        return global::System.Diagnostics.Process.Start(start)!;
    }

    private static BlockingCollection<Action> StartSpawner()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
                action();
        })
        { IsBackground = true, Name = "spawner" }.Start();
        return work;
    }

    private async Task DrainAsync()
    {
        while (await Child.StandardError.ReadLineAsync() is { } line)
        {
            lock (_stderr)
                _stderr.AppendLine(line);
        }
    }

    /// <summary>What the viewer told.</summary>
    internal sealed class EventSink : IViewerEvents
    {
        private readonly TaskCompletionSource<ViewerHello> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Channel<Heartbeat> _heartbeats = Channel.CreateUnbounded<Heartbeat>();

        internal Task<ViewerHello> Hello => _hello.Task;

        public Task HelloAsync(ViewerHello hello)
        {
            _hello.SetResult(hello);
            return Task.CompletedTask;
        }

        public Task HeartbeatAsync(Heartbeat heartbeat)
        {
            _heartbeats.Writer.TryWrite(heartbeat);
            return Task.CompletedTask;
        }

        /// <summary>Answers what pages ask for; refuses where a test says nothing.</summary>
        internal Func<PageRequest, Task<PageAnswer>> Answering { get; set; } = static _ => Task.FromResult(PageAnswer.Failed(new(Contracts.Errors.ErrorCode.Unsupported, "Nobody answers.")));

        public Task<PageAnswer> RequestAsync(PageRequest request) => Answering(request);

        public Task WatchedAsync(string session, int pages) => Task.CompletedTask;

        internal async Task<Heartbeat> HeartbeatAsync(Predicate<Heartbeat> wanted)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                var heartbeat = await _heartbeats.Reader.ReadAsync(patience.Token);
                if (wanted(heartbeat))
                    return heartbeat;
            }
        }
    }
}
