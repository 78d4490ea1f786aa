using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>Tools that ask the client while they run, as the revisions with a handshake have it.</summary>
[McpServerToolType]
internal static class AskingTools
{
    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model")]
    public static async Task<string> Sample(McpServer server, string prompt, CancellationToken cancellationToken)
    {
        CreateMessageResult answer = await server.SampleAsync(Questions.Sampling(prompt), cancellationToken);
        return $"LLM response: {string.Concat(answer.Content.OfType<TextContentBlock>().Select(static block => block.Text))}";
    }

    [McpServerTool(Name = "test_elicitation"), Description("Asks the client's user")]
    public static Task<string> Elicit(McpServer server, string message, CancellationToken cancellationToken) =>
        AskAsync(server, Questions.Elicitation(message, ("response", new StringSchema())), cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with a default of each type")]
    public static Task<string> Defaults(McpServer server, CancellationToken cancellationToken) => AskAsync(
        server,
        Questions.Elicitation(
            "Please review",
            ("name", new StringSchema { Default = "John Doe" }),
            ("age", new NumberSchema { Type = "integer", Default = 30 }),
            ("score", new NumberSchema { Default = 95.5 }),
            ("status", new UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" }),
            ("verified", new BooleanSchema { Default = true })),
        cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks with every kind of choice")]
    public static Task<string> Choices(McpServer server, CancellationToken cancellationToken)
    {
        string[] options = ["option1", "option2", "option3"];
        List<EnumSchemaOption> titled = [.. options.Select(static option => new EnumSchemaOption { Const = option, Title = $"The {option}" })];
        return AskAsync(
            server,
            Questions.Elicitation(
                "Please choose",
                ("untitledSingle", new UntitledSingleSelectEnumSchema { Enum = options }),
                ("titledSingle", new TitledSingleSelectEnumSchema { OneOf = titled }),
                ("legacyEnum", new LegacyTitledEnumSchema { Enum = options, EnumNames = [.. options.Select(static option => $"The {option}")] }),
                ("untitledMulti", new UntitledMultiSelectEnumSchema { Items = new UntitledEnumItemsSchema { Enum = options } }),
                ("titledMulti", new TitledMultiSelectEnumSchema { Items = new TitledEnumItemsSchema { AnyOf = titled } })),
            cancellationToken);
    }

    private static async Task<string> AskAsync(McpServer server, ElicitRequestParams question, CancellationToken cancellationToken)
    {
        ElicitResult answer = await server.ElicitAsync(question, cancellationToken);
        return $"Elicitation completed: action={answer.Action}, content={string.Join(", ", (answer.Content ?? new Dictionary<string, System.Text.Json.JsonElement>()).Select(static pair => $"{pair.Key}={pair.Value}"))}";
    }
}
