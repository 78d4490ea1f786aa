using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The real program, started by the real launcher, with the SDK's own client at its pipes.</summary>
internal sealed class McpProgram : IAsyncDisposable
{
    private readonly Process _process;

    private McpProgram(Process process, McpClient client) => (_process, Client) = (process, client);

    public McpClient Client { get; }

    /// <summary>The server's process: the launcher becomes it.</summary>
    public int Pid => _process.Id;

    public static async Task<McpProgram> StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = Start(environment);
        var client = await McpClient.CreateAsync(new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream)).WaitAsync(TimeSpan.FromSeconds(30));
        return new McpProgram(process, client);
    }

    /// <summary>Starts one that keeps its sessions in a folder.</summary>
    public static Task<McpProgram> StartAsync(string folder, params (string Name, string Value)[] options) => StartAsync(
        options.Append((DataFolders.Variable, folder)).ToDictionary(static option => option.Item1, static option => option.Item2));

    /// <summary>Starts <c>mujoco-mcp stdio</c> with nothing at its pipes yet.</summary>
    public static Process Start(IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Repository.Launcher, ["stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["MUJOCO_MCP_MODEL_ROOTS"] = Repository.Models;
        start.Environment[DataFolders.Variable] = DataFolders.OfThisRun;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, line) => Trace.WriteLine(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Calls a tool that is expected to succeed.</summary>
    public async Task<JsonObject> CallAsync(string tool, object? arguments = null, CancellationToken cancellation = default)
    {
        var result = await CallRawAsync(tool, arguments, cancellation);
        Assert.False(result.IsError ?? false, $"{tool}: {Text(result)}");
        return Structured(result);
    }

    /// <summary>Calls a tool that is expected to fail.</summary>
    public async Task<JsonObject> FailAsync(string tool, object? arguments = null)
    {
        var result = await CallRawAsync(tool, arguments);
        Assert.True(result.IsError, $"{tool} succeeded: {Text(result)}");
        var failure = Structured(result);
        Assert.Equal(failure.ToJsonString(), JsonNode.Parse(Text(result))!.ToJsonString());
        return failure;
    }

    public async Task<CallToolResult> CallRawAsync(string tool, object? arguments = null, CancellationToken cancellation = default)
    {
        var given = JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(static p => p.Name, static p => (object?)p.Value);
        return await Client.CallToolAsync(tool, given, cancellationToken: cancellation);
    }

    public async Task<string> OpenAsync() => (string)(await CallAsync("open_session"))["session_id"]!;

    /// <summary>Opens a session and loads one of Debian's models into it.</summary>
    public async Task<string> OpenAsync(string model, string? keyframe = null, string? isolation = null)
    {
        var session = (string)(await CallAsync("open_session", new { isolation }))["session_id"]!;
        await CallAsync("load_model", new { session_id = session, path = Path.Combine(Repository.Models, model), keyframe });
        return session;
    }

    public async Task<string> StepAsync(string session, int steps) =>
        (string)(await CallAsync("step_simulation", new { session_id = session, steps }))["digest"]!;

    public Task<JsonObject> InfoAsync(string session) => CallAsync("get_session_info", new { session_id = session });

    /// <summary>The session's viewer process, once it has one other than <paramref name="not"/>.</summary>
    public async Task<int> ViewerPidAsync(string session, int not = 0)
    {
        var pid = 0;
        await Wait.UntilAsync(
            async () => (pid = (int?)(await InfoAsync(session))["viewer"]?["pid"] ?? 0) is not 0 && pid != not, TimeSpan.FromSeconds(20), "the session has a new viewer process");
        return pid;
    }

    /// <summary>Waits until viewers stand ready in the pool.</summary>
    public Task WarmAsync(int viewers = 1) => Wait.UntilAsync(
        async () => (int)(await CallAsync("get_process_pool_stats"))["warm_processes"]! == viewers, TimeSpan.FromSeconds(20), $"{viewers} viewers stand ready");

    /// <summary>Waits until the session works on a command.</summary>
    public Task BusyAsync(string session) =>
        Wait.UntilAsync(async () => (string?)(await InfoAsync(session))["state"] == "busy", TimeSpan.FromSeconds(20), "the session is busy");

    /// <summary>Ends the connection as a client does that goes away.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Ends the server as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Kernel.Signal(Pid, Kernel.SigKill);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.HasExited)
        {
            _process.Dispose();
            return;
        }

        await Client.DisposeAsync();
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
        }
    }

    public static string Text(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(static block => block.Text));

    private static JsonObject Structured(CallToolResult result) =>
        JsonSerializer.SerializeToNode(result.StructuredContent) as JsonObject ?? throw new InvalidDataException($"No structured content beside: {Text(result)}");
}
