using System.Text;
using System.Text.Json;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>The guide to the tools, for people: made from the tools themselves, so that it can't tell anything else than they do.</summary>
internal static class ToolGuide
{
    private const string Preface =
        """
        # The tools

        Made by `./mujoco-mcp tools > docs/tools.md`: edit the tools, not this page.

        - Every answer comes as structured content and as the same JSON in text. Beside its own fields it has `session_id`, `model_id`, `time` (s), `step`,
          `warnings` and `truncated`, null where they don't apply.
        - SI units and radians; quaternions are w x y z; arrays are in MuJoCo's order. World frame, except a free joint's angular velocity (body frame).
        - Elements go by their name, by `#ID`, and where several may be meant by a pattern with `*`.
        - Every channel of an answer is evaluated at the answer's `time`.
        - An answer holds at most `max_bytes`; what doesn't fit is left out whole, or thinned evenly, and told in `truncated`, whose `next` is the call that
          brings the rest.
        - A failed call answers `code`, `message`, `details`, `suggestions`, `retryable`, `state` and `steps_done`: see [errors.md](errors.md).
        - A call that changes something and carries an `idempotency_key` is answered once more when it comes again, not run twice.


        """;

    /// <summary>The guide, in Markdown.</summary>
    public static string Write(ToolCatalog catalog)
    {
        var guide = new StringBuilder(Preface);
        foreach (IGrouping<string, Tool> group in catalog.All.GroupBy(static tool => tool.Group))
        {
            guide.Append("## Group `").Append(group.Key).Append("`\n\n");
            foreach (Tool tool in group) Write(guide, tool);
        }

        return guide.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder guide, Tool tool)
    {
        guide.Append("### `").Append(tool.Name).Append("`\n\n").Append(tool.Description).Append(" *").Append(Effect(tool.Effect)).Append("*\n\n");
        if (tool.Arguments.All.Count > 0)
        {
            guide.Append("| argument | is | |\n|---|---|---|\n");
            foreach (Argument argument in tool.Arguments.All)
            {
                guide.Append("| `").Append(argument.Name).Append('`').Append(argument.IsRequired ? "" : "?")
                    .Append(" | ").Append(Cell(argument.Expected)).Append(" | ").Append(Cell(argument.Description)).Append(" |\n");
            }

            guide.Append('\n');
        }

        if (tool.Answer is { } answer) guide.Append("Answers ").AppendJoin(", ", Fields(answer.Schema)).Append(".\n\n");
        else guide.Append("Answers an image, and JSON beside it.\n\n");
    }

    private static IEnumerable<string> Fields(JsonElement schema) =>
        from property in schema.GetProperty("properties").EnumerateObject()
        where !Answers.AnswerSchema.IsCommon(property.Name)
        select $"`{property.Name}`{(property.Value.GetProperty("type").ValueKind is JsonValueKind.Array ? "?" : "")}";

    private static string Effect(ToolEffect effect) => effect switch
    {
        ToolEffect.ReadsOnly => "Changes nothing.",
        ToolEffect.Advances => "Goes on from what is there.",
        ToolEffect.Sets => "Sets what is there: twice is once.",
        ToolEffect.Discards => "Throws away what was there before.",
        _ => "Puts something new in the place of what was there.",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
