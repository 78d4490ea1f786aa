using ModelContextProtocol.Protocol;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Mcp;

/// <summary>A tool as <c>tools/list</c> shows it.</summary>
internal static class ToolListing
{
    public static ModelContextProtocol.Protocol.Tool Of(Tools.Tool tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        InputSchema = tool.Arguments.Schema,
        OutputSchema = tool.Answer?.Schema,
        Annotations = AnnotationsOf(TitleOf(tool), tool.Effect),
    };

    // One that only says the name again is left out.
    private static string? TitleOf(Tools.Tool tool) => tool.Title.Replace(' ', '_').Equals(tool.Name, StringComparison.OrdinalIgnoreCase) ? null : tool.Title;

    /// <summary>The title stands here, where only people's clients look. Hints that hold by default (not read-only, destructive, not idempotent) are left out: a client pays for every word.</summary>
    private static ToolAnnotations AnnotationsOf(string? title, ToolEffect effect) => effect is ToolEffect.ReadsOnly
        ? new ToolAnnotations { Title = title, ReadOnlyHint = true, OpenWorldHint = false }
        : new ToolAnnotations
        {
            Title = title,
            DestructiveHint = effect is ToolEffect.Discards or ToolEffect.Replaces ? null : false,
            IdempotentHint = effect is ToolEffect.Discards or ToolEffect.Sets ? true : null,
            OpenWorldHint = false,
        };
}
