using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Tests.Run;

/// <summary>A server with one session whose state is the list of commands that it ran; it breaks its promises when told to.</summary>
internal sealed class ToyServer(string name) : IToolServer
{
    private readonly Dictionary<string, (JsonObject Answer, bool IsError)> _remembered = [];
    private List<string> _ran = [];

    public string Name => name;

    public int Pid => 0;

    public IReadOnlySet<string> Tolerated { get; set; } = new HashSet<string>();

    /// <summary>Answers so, once, instead of running the next command.</summary>
    public string? FailsNextWith { get; set; }

    /// <summary>Acknowledges the next command that changes something, without running it.</summary>
    public bool SwallowsNext { get; set; }

    /// <summary>Runs the next command that changes something and then some.</summary>
    public bool CorruptsNext { get; set; }

    /// <summary>Forgets the keys of commands: a retry runs again.</summary>
    public bool ForgetsKeys { get; set; }

    /// <summary>Is gone at the next call: it comes back, and has forgotten nothing.</summary>
    public bool IsGoneAtNext { get; set; }

    /// <summary>How long a call takes.</summary>
    public TimeSpan Takes { get; set; }

    /// <summary>Loses the last commands that it ran.</summary>
    public void FallBack(int commands) => _ran = _ran[..^commands];

    public Task WhenUpAsync() => Task.CompletedTask;

    public async Task<ToolReply> CallAsync(string tool, IReadOnlyDictionary<string, object?> arguments, CancellationToken cancellation)
    {
        await Task.Delay(Takes, cancellation);
        if (IsGoneAtNext)
        {
            IsGoneAtNext = false;
            throw new ServerGoneException("gone");
        }

        if (FailsNextWith is { } code)
        {
            FailsNextWith = null;
            return Reply(new JsonObject { ["code"] = code, ["message"] = "as told", ["state"] = "unchanged" }, isError: true);
        }

        var key = arguments.GetValueOrDefault("idempotency_key") as string;
        if (key is not null && !ForgetsKeys && _remembered.TryGetValue(key, out var before))
        {
            var repeated = (JsonObject)before.Answer.DeepClone();
            repeated["repeated"] = true;
            return Reply(repeated, before.IsError);
        }

        var answer = Run(tool, arguments);
        if (key is not null) _remembered[key] = (answer, false);
        return Reply(answer, isError: false);
    }

    private JsonObject Run(string tool, IReadOnlyDictionary<string, object?> arguments)
    {
        switch (tool)
        {
            case "open_session":
                return new JsonObject { ["session_id"] = name };
            case "create_scene" or "load_model":
                return JsonNode.Parse("""{"model":{"actuators":[{"ctrlrange":[-1,1]}],"joints":[{"type":"hinge","name":"j"}]}}""")!.AsObject();
            case "get_session_info":
                return new JsonObject { ["viewer"] = new JsonObject { ["pid"] = Environment.ProcessId } };
            case "get_state" or "close_session":
                break;
            case "reset_simulation":
                _ran = [];
                break;
            default:
                if (SwallowsNext) SwallowsNext = false;
                else _ran.Add($"{tool} {JsonSerializer.Serialize(arguments.Where(static argument => argument.Key is not ("session_id" or "idempotency_key")).OrderBy(static argument => argument.Key))}");
                if (CorruptsNext) _ran.Add("and then some");
                CorruptsNext = false;
                break;
        }

        return new JsonObject { ["digest"] = string.Join('|', _ran) };
    }

    private static ToolReply Reply(JsonObject content, bool isError) =>
        new(isError, JsonSerializer.SerializeToElement(content), Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
}
