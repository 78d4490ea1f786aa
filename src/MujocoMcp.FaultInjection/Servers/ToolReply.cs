using System.Text.Json;

namespace MujocoMcp.FaultInjection.Servers;

/// <summary>What a tool answered, and when.</summary>
/// <param name="IsError">It failed.</param>
/// <param name="Content">The structured content.</param>
/// <param name="Sent">When the call went out, ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Received">When its answer was there.</param>
internal sealed record ToolReply(bool IsError, JsonElement Content, long Sent, long Received)
{
    /// <summary>The error's code; null for a success.</summary>
    public string? Code => IsError ? Text("code") : null;

    /// <summary>The digest of the model's state; null where the answer has none.</summary>
    public string? Digest => Text("digest");

    /// <summary>Whether the command left its mark on the simulation: a success, or an error that says so.</summary>
    public bool IsKept => !IsError || Text("state") == "advanced";

    /// <summary>Steps that the command did.</summary>
    public long StepsDone => Content.TryGetProperty("steps_done", out var steps) ? steps.GetInt64() : 0;

    /// <summary>An answer that was given before, to the same command.</summary>
    public bool IsRepeated => Content.TryGetProperty("repeated", out var repeated) && repeated.ValueKind == JsonValueKind.True;

    /// <summary>For a person: the error in one line.</summary>
    public string Describe() => IsError ? $"{Code}: {Text("message")}" : "success";

    private string? Text(string name) => Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
