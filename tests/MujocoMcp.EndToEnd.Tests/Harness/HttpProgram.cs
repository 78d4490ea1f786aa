using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The real program as <c>serve</c>, at any free port.</summary>
internal sealed class HttpProgram : IAsyncDisposable
{
    /// <summary>A revision with a handshake, and one without.</summary>
    public const string Stateful = "2025-11-25", Stateless = "2026-07-28";

    private readonly Process _process;
    private readonly Uri _endpoint;

    private HttpProgram(Process process, Uri endpoint) => (_process, _endpoint) = (process, endpoint);

    /// <summary>The server's process: the launcher becomes it.</summary>
    public int Pid => _process.Id;

    public Uri Endpoint => _endpoint;

    /// <summary>Its address.</summary>
    public Uri Root => new(_endpoint, "/");

    public static async Task<HttpProgram> StartAsync(params (string Name, string Value)[] environment)
    {
        Process process = Start("http://127.0.0.1:0", environment);
        while (await process.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
        {
            if (line.Split(' ', ',').FirstOrDefault(static word => word.EndsWith("/mcp", StringComparison.Ordinal)) is not { } url) continue;
            // A full pipe would hold the server up.
            _ = process.StandardError.ReadToEndAsync();
            return new HttpProgram(process, new Uri(url));
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode}.");
    }

    /// <summary>Starts <c>mujoco-mcp serve</c> and doesn't wait for it.</summary>
    public static Process Start(string url, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Repository.Launcher, ["serve", "--http", url])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["MUJOCO_MCP_MODEL_ROOTS"] = Repository.Models;
        start.Environment[DataFolders.Variable] = DataFolders.OfThisRun;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Task<McpClient> ConnectAsync(string protocol = Stateful) => ConnectAsync(token: null, protocol);

    public Task<McpClient> ConnectAsync(string? token, string protocol) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = _endpoint,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        }),
        new McpClientOptions { ProtocolVersion = protocol });

    /// <summary>Posts a request over a client's connection by hand, and reads its whole answer as it came; the SDK's client handles notifications side by side, in any order.</summary>
    public async Task<string> PostAsync(McpClient over, string method, object parameters, CancellationToken cancellation = default)
    {
        var given = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint);
        if (over.SessionId is { } id) request.Headers.Add("Mcp-Session-Id", id);
        else StatelessRequest.Describe(request, given, method);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = JsonContent.Create(new { jsonrpc = "2.0", id = "by hand", method, @params = given });
        using var response = await http.SendAsync(request, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Calls a tool; an answer that is an error has a <c>code</c>.</summary>
    public static async Task<JsonObject> CallAsync(McpClient client, string tool, object? arguments = null, CancellationToken cancellation = default)
    {
        var given = JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value);
        var result = await client.CallToolAsync(tool, given, cancellationToken: cancellation);
        return JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!.AsObject();
    }

    /// <summary>Opens a session with a model of Debian's.</summary>
    public static async Task<string> OpenAsync(McpClient client, string model)
    {
        var session = (string)(await CallAsync(client, "open_session"))["session_id"]!;
        var loaded = await CallAsync(client, "load_model", new { session_id = session, path = Path.Combine(Repository.Models, model) });
        Assert.False(loaded.ContainsKey("code"), loaded.ToJsonString());
        return session;
    }

    /// <summary>Waits until the session is in a state.</summary>
    public static Task StateAsync(McpClient client, string session, string state) => Wait.UntilAsync(
        async () => (string)(await CallAsync(client, "get_session_info", new { session_id = session }))["state"]! == state, TimeSpan.FromSeconds(30), $"the session is {state}");

    /// <summary>Asks the program to end, as a service manager does.</summary>
    public void Terminate() => Kernel.Signal(Pid, Kernel.SigTerm);

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Terminate();
        try
        {
            await ExitCodeAsync();
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
