using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Input;

/// <summary>Messages that are nearly right: each is one that a client may send, spoiled in some way. The same seed makes the same ones.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isStateless">Whether each request says for itself what a handshake says in the revisions that have one.</param>
internal sealed class MessageMutator(int seed, bool isStateless = false)
{
    // None names a session, and none is of a kind that ends one by default.
    private static readonly string[] Sound =
    [
        """{"jsonrpc":"2.0","id":7,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{}}""",
        """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"get_server_info","arguments":{}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"step_simulation","arguments":{"steps":3,"observe":["qpos"],"session_id":"s-none"}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"get_state","arguments":{"channels":["joint:a.pos"],"session_id":"s-none"},"_meta":{"progressToken":1}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"resources/read","params":{"uri":"mujoco://sessions/s-none/state"}}""",
        """{"jsonrpc":"2.0","id":7,"method":"resources/subscribe","params":{"uri":"mujoco://sessions"}}""",
        """{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"build_scene","arguments":{"description":"a ball"}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"build_scene"},"argument":{"name":"scene_type","value":"p"}}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3,"reason":"none"}}""",
        """{"jsonrpc":"2.0","id":7,"result":{}}""",
    ];

    private static readonly string[] Values = ["null", "-1", "1e999", "\"\"", "[]", "{}", "[[[[[[[[]]]]]]]]", "true", "\"\\u0000\"", "9007199254740993", "{\"a\":{\"a\":{\"a\":1}}}"];

    private readonly Random _random = new(seed);

    /// <summary>The next message, on one line.</summary>
    public byte[] Next() => NextWithNames().Message;

    /// <summary>The next message, with the method and the name that it had before it was spoiled.</summary>
    public (byte[] Message, string? Method, string? Name) NextWithNames()
    {
        var sound = JsonNode.Parse(Sound[_random.Next(Sound.Length)])!;
        var (method, name) = ((string?)sound["method"], (string?)sound["params"]?["name"] ?? (string?)sound["params"]?["uri"]);
        if (isStateless && method is not null)
        {
            sound["params"] ??= new JsonObject();
            StatelessRequest.Describe(sound["params"]!.AsObject());
        }

        return (Spoil(sound), method, name);
    }

    private byte[] Spoil(JsonNode sound)
    {
        var message = sound.ToJsonString().Replace("\"id\":7", $"\"id\":{_random.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
        for (var i = _random.Next(3); i > 0; i--) message = Spoil(message);
        var bytes = Encoding.UTF8.GetBytes(message.Replace('\n', ' ').Replace('\r', ' '));
        if (_random.Next(8) == 0 && bytes.Length > 0) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(32, 256);
        return bytes;
    }

    private string Spoil(string message)
    {
        var at = _random.Next(message.Length + 1);
        return _random.Next(8) switch
        {
            0 => message[..at],
            1 => message[at..],
            2 => message.Insert(at, ((char)_random.Next(32, 0x2FF)).ToString()),
            3 => message.Remove(at, Math.Min(_random.Next(1, 9), message.Length - at)),
            4 => $"[{message},{message}]",
            5 => message.Insert(at, new string("[{\""[_random.Next(3)], _random.Next(1, 200))),
            _ => ReplaceValue(message),
        };
    }

    // What follows some colon becomes something else.
    private string ReplaceValue(string message)
    {
        var colons = Enumerable.Range(0, message.Length).Where(i => message[i] == ':').ToArray();
        if (colons.Length == 0) return message;
        var start = colons[_random.Next(colons.Length)] + 1;
        var end = message.IndexOfAny([',', '}'], start);
        return end < 0 ? message : message[..start] + Values[_random.Next(Values.Length)] + message[end..];
    }
}
