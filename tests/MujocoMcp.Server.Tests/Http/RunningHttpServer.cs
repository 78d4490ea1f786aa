using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;

namespace MujocoMcp.Server.Tests.Http;

/// <summary>The server behind a real socket, with its real sessions; nothing here needs a viewer.</summary>
internal sealed class RunningHttpServer : IAsyncDisposable
{
    public const string Stateful = "2025-11-25";
    public const string Stateless = "2026-07-28";

    private readonly WebApplication _app;
    private readonly Uri _root;

    private RunningHttpServer(WebApplication app)
    {
        _app = app;
        _root = new Uri(HttpServer.AddressOf(app).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Http = new HttpClient { BaseAddress = _root };
    }

    public HttpClient Http { get; }

    public int Port => _root.Port;

    public static async Task<RunningHttpServer> StartAsync(params (string Key, string Value)[] options)
    {
        (string Key, string Value)[] given = [("Http:Url", "http://127.0.0.1:0"), ("Server:LogLevel", "Critical"), ("Sessions:Storage:Kind", "Memory"), ("Sessions:Pool:Size", "0"), .. options];
        WebApplication app = HttpPipeline.Build(ProgramConfiguration.Load(null, [.. given.Reverse().DistinctBy(static option => option.Key).Select(static option => new KeyValuePair<string, string?>(option.Key, option.Value))]));
        await app.StartAsync();
        return new RunningHttpServer(app);
    }

    /// <summary>A server for the holders of three tokens: alice, bob, and root, who is an admin.</summary>
    public static Task<RunningHttpServer> StartWithTokensAsync(params (string Key, string Value)[] options) => StartAsync(
        [.. ((string[])["alice", "bob", "root"]).Select(static name => ($"Access:Tokens:{name}:Secret", TokenOf(name))), ("Access:Tokens:root:Roles:0", "admin"), .. options]);

    public static string TokenOf(string name) => $"the token of {name}".Replace(' ', '-');

    public Task<McpClient> ConnectAsync(string? name = null, string protocol = Stateful) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(_root, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = name is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {TokenOf(name)}" },
        }),
        new McpClientOptions { ProtocolVersion = protocol });

    /// <summary>Posts a JSON-RPC request by hand.</summary>
    public Task<HttpResponseMessage> PostAsync(string method, Action<HttpRequestMessage>? change = null, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = body ?? JsonContent.Create(new
            {
                jsonrpc = "2.0",
                id = 7,
                method,
                @params = new { protocolVersion = Stateful, capabilities = new { }, clientInfo = new { name = "test", version = "1" } },
            }),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        change?.Invoke(request);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static Action<HttpRequestMessage> As(string name) => request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(name));

    public static Action<HttpRequestMessage> With(string header, string value) => request => request.Headers.TryAddWithoutValidation(header, value);

    public static async Task<JsonObject> CallAsync(McpClient client, string tool, object? arguments = null)
    {
        CallToolResult result = await client.CallToolAsync(
            tool, JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value));
        return JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!.AsObject();
    }

    public static async Task<string> OpenAsync(McpClient client) => (string)(await CallAsync(client, "open_session"))["session_id"]!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
