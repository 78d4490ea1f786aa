using System.Text.Json;
using ModelContextProtocol.Protocol;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>The resources: each is read by a call, which goes the way of every tool call; most are the answer of a tool.</summary>
internal sealed class ResourceCatalog
{
    public const string SessionVariable = "session_id";
    public const string ModelVariable = "model_id";

    private const string Json = "application/json";
    private const string OfSession = $"{ResourceAddress.Root}/{{{SessionVariable}}}";
    private const string OfModel = $"{OfSession}/models/{{{ModelVariable}}}";

    private readonly Dictionary<ResourceKind, (Tools.Tool Tool, string MimeType)> _readers = new()
    {
        [ResourceKind.Sessions] = (new ReadSessions(), Json),
        [ResourceKind.Session] = (new GetSessionInfoTool(), Json),
        [ResourceKind.State] = (new GetStateTool(), Json),
        [ResourceKind.ModelState] = (new GetStateTool(), Json),
        [ResourceKind.ModelXml] = (new ReadModelXml(), "application/xml"),
        [ResourceKind.Faults] = (new ReadFaults(), Json),
        [ResourceKind.Log] = (new ReadSessionLog(), "text/plain"),
    };

    /// <summary>The one that is always there.</summary>
    public static Resource Sessions { get; } = new() { Uri = ResourceAddress.Root, Name = "sessions", Title = "Your sessions", MimeType = Json, Description = "Your sessions, the one used last first" };

    public static IList<ResourceTemplate> Templates { get; } =
    [
        Template(OfSession, "session", "Session", Json, "How a session is: models, snapshots, viewer process, last command, faults"),
        Template($"{OfSession}/state", "state", "State", Json, "qpos, qvel, act, ctrl and digest of a session's only model"),
        Template($"{OfModel}/state", "model_state", "State of a model", Json, "qpos, qvel, act, ctrl and digest of a model"),
        Template($"{OfModel}/model.xml", "model_xml", "Model source", "application/xml", "A model's XML, as it was loaded"),
        Template($"{OfSession}/faults", "faults", "Faults", Json, "Viewer processes that the session lost, and what came of it; the newest first"),
        Template($"{OfSession}/log", "log", "Log", "text/plain", "What became of the session's viewer processes and what they wrote to stderr: the last 8,000 characters, since the session was last parked and let go"),
    ];

    /// <summary>What reads a resource, with which arguments, and what comes of it.</summary>
    public (Tools.Tool Tool, Dictionary<string, JsonElement> Arguments, string MimeType) ReaderOf(ResourceAddress address)
    {
        var (tool, mimeType) = _readers[address.Kind];
        var arguments = new Dictionary<string, JsonElement>();
        if (address.Session is { } session) arguments[CommonArguments.Session.Name] = JsonSerializer.SerializeToElement(session);
        if (address.Model is { } model) arguments[CommonArguments.Model.Name] = JsonSerializer.SerializeToElement(model);
        if (address.Kind is ResourceKind.State or ResourceKind.ModelState) arguments[CommonArguments.MaxBytes.Name] = JsonSerializer.SerializeToElement(ChannelQuery.MostMaxBytes);
        return (tool, arguments, mimeType);
    }

    private static ResourceTemplate Template(string uri, string name, string title, string mimeType, string description) =>
        new() { UriTemplate = uri, Name = name, Title = title, MimeType = mimeType, Description = description };
}
