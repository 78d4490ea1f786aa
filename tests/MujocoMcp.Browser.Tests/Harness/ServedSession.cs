using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>A server with one session of an agent, and the pages of both.</summary>
internal sealed class ServedSession : IAsyncDisposable
{
    private readonly HttpProgram _program;

    private ServedSession(HttpProgram program, McpClient agent, string id) => (_program, Agent, Id) = (program, agent, id);

    public McpClient Agent { get; }

    public string Id { get; }

    /// <summary>The dashboard.</summary>
    public Uri Root => _program.Root;

    /// <summary>The session's page behind the server's address.</summary>
    public string Page => $"{Root}viewer/{Id}/";

    /// <summary>A session with a model of Debian's.</summary>
    public static Task<ServedSession> WithModelAsync(string model) => StartAsync(new { path = Path.Combine(Repository.Models, model) });

    /// <summary>A session with a model of ours.</summary>
    public static Task<ServedSession> WithXmlAsync(string xml) => StartAsync(new { xml });

    /// <summary>Calls a tool that is expected to succeed.</summary>
    public async Task<JsonObject> CallAsync(string tool, JsonObject? arguments = null)
    {
        JsonObject answer = await HttpProgram.CallAsync(Agent, tool, With(arguments));
        Assert.False(answer.ContainsKey("code"), answer.ToJsonString());
        return answer;
    }

    /// <summary>A picture that <c>render</c> draws, as a data address; and what it says of it.</summary>
    public async Task<(string Picture, JsonObject Facts)> RenderAsync(JsonObject arguments)
    {
        CallToolResult result = await Agent.CallToolAsync("render", With(arguments).ToDictionary(static member => member.Key, static member => (object?)member.Value));
        Assert.NotEqual(true, result.IsError);
        ImageContentBlock image = result.Content.OfType<ImageContentBlock>().Single();
        string text = result.Content.OfType<TextContentBlock>().Single().Text;
        return ($"data:{image.MimeType};base64,{Convert.ToBase64String(image.DecodedData.Span)}", JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>The session's viewer process, once it has one other than <paramref name="not"/>.</summary>
    public async Task<int> ViewerPidAsync(int not = 0)
    {
        int pid = 0;
        await Wait.UntilAsync(
            async () => (pid = (int?)(await CallAsync("get_session_info"))["viewer"]?["pid"] ?? 0) is not 0 && pid != not, TimeSpan.FromSeconds(30), "the session has a new viewer process");
        return pid;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await _program.DisposeAsync();
    }

    private static async Task<ServedSession> StartAsync(object model)
    {
        HttpProgram program = await HttpProgram.StartAsync();
        McpClient agent = await program.ConnectAsync();
        var id = (string)(await HttpProgram.CallAsync(agent, "open_session", new { label = "Under test" }))["session_id"]!;
        var session = new ServedSession(program, agent, id);
        await session.CallAsync("load_model", JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(model))!.AsObject());
        return session;
    }

    private JsonObject With(JsonObject? arguments)
    {
        JsonObject all = arguments?.DeepClone().AsObject() ?? [];
        all["session_id"] = Id;
        return all;
    }
}
