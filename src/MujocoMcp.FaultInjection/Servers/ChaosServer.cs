using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.FaultInjection.Servers;

/// <summary>The real program as its clients see it: a child process that speaks MCP over its pipes. It can be killed and started again.</summary>
internal sealed class ChaosServer : IToolServer, IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(200);

    // In a session of its own, so that all that comes from it can be found, whoever is the parent by then. A write beyond the file-size
    // limit shall fail like one on a full disk, where the default is a signal that ends the program.
    private static readonly string[] Starter = ["setsid", "/bin/sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];

    private readonly ServerSetup _setup;
    private readonly ConcurrentQueue<string> _stderr = new();
    private Process _process = null!;
    private McpClient _client = null!;
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _ended = Task.CompletedTask;

    private ChaosServer(ServerSetup setup) => _setup = setup;

    public string Name => _setup.Name;

    public ServerSetup Setup => _setup;

    public int Pid { get; private set; }

    /// <summary>The end of what the server wrote to stderr.</summary>
    public string StderrTail => string.Join('\n', _stderr);

    public IReadOnlySet<string> Tolerated { get; set; } = new HashSet<string>();

    public static async Task<ChaosServer> StartAsync(ServerSetup setup, CancellationToken cancellation)
    {
        Directory.CreateDirectory(setup.TemporaryFolder);
        var server = new ChaosServer(setup);
        await server.StartAsync(cancellation);
        return server;
    }

    public async Task<ToolReply> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellation)
    {
        var (client, ended) = (_client, _ended);
        var sent = Stopwatch.GetTimestamp();
        var call = client.CallToolAsync(tool, arguments, cancellationToken: cancellation).AsTask();
        try
        {
            // The pipe of a server that is gone may still hold an answer; a client whose server is gone may wait for ever.
            if (await Task.WhenAny(call, ended) == ended) await Task.WhenAny(call, Task.Delay(LastAnswers, cancellation));
            if (!call.IsCompleted)
            {
                _ = call.ContinueWith(static late => late.Exception, TaskScheduler.Default);
                throw new ServerGoneException($"The {Name} server ended during {tool}.");
            }

            var result = await call;
            var content = JsonSerializer.SerializeToElement(result.StructuredContent);
            return new ToolReply(result.IsError ?? false, content, sent, Stopwatch.GetTimestamp());
        }
        catch (McpProtocolException refused)
        {
            // The server is there, and answers with an error of the protocol: no fault excuses that.
            var error = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["code"] = $"json_rpc_{(int)refused.ErrorCode}", ["message"] = refused.Message });
            return new ToolReply(IsError: true, error, sent, Stopwatch.GetTimestamp());
        }
        catch (Exception broken) when (broken is IOException and not ServerGoneException or InvalidOperationException or McpException
            || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ServerGoneException($"The connection to the {Name} server broke during {tool}: {broken.Message}");
        }
    }

    public Task WhenUpAsync() => _up.Task;

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Kill();
        await _ended;
        await _client.DisposeAsync();
    }

    /// <summary>Starts the program again, on the same folder.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Starter[0], [.. Starter[1..], .. _setup.Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _setup.Folder,
        };
        start.Environment["TMPDIR"] = _setup.TemporaryFolder;
        // The runtime's sockets for debuggers would outlive a server that is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in _setup.Environment) start.Environment[name] = value;

        _process = Process.Start(start)!;
        Pid = _process.Id;
        _ended = _process.WaitForExitAsync(CancellationToken.None);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        var transport = new StreamClientTransport(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream);
        _client = await McpClient.CreateAsync(transport, cancellationToken: cancellation).WaitAsync(StartLimit, cancellation);
        _up.TrySetResult();
    }

    /// <summary>Ends the connection as a client does that goes away, and waits for the program's end.</summary>
    /// <returns>Its exit code; null where it had to be killed.</returns>
    public async Task<int?> CloseAsync()
    {
        await _client.DisposeAsync();
        _process.StandardInput.Close();
        if (await Task.WhenAny(_ended, Task.Delay(EndLimit)) == _ended) return _process.ExitCode;
        _process.Kill();
        await _ended;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _ended;
        await _client.DisposeAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _stderr.Enqueue(line);
        if (_stderr.Count > KeptLines) _stderr.TryDequeue(out _);
    }
}
