using System.Text.Json;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Server.Answers;

/// <summary>What a tool answers, in the two forms that clients hand to their models.</summary>
/// <param name="Structured">As JSON.</param>
/// <param name="Text">The same, compact and unescaped.</param>
/// <param name="IsError">Whether the call failed.</param>
internal sealed record ToolAnswer(JsonElement Structured, string Text, bool IsError)
{
    /// <summary>A picture, its bytes at hand: it goes before the text, and no structured content beside it. Null for most answers.</summary>
    public Picture? Picture { get; init; }
}
