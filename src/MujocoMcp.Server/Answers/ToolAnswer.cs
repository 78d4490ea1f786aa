using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>What a tool answers, in the two forms that clients hand to their models.</summary>
/// <param name="Structured">As JSON.</param>
/// <param name="Text">The same, compact and unescaped.</param>
/// <param name="IsError">Whether the call failed.</param>
internal sealed record ToolAnswer(JsonElement Structured, string Text, bool IsError);
