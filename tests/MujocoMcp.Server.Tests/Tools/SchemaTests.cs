using System.Text.Json;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Tests.Mcp;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Tests.Tools;

public sealed class SchemaTests
{
    private const int CharactersPerToken = 4;

    private static readonly ToolCatalog Catalog = TestCatalog.Create();

    private static readonly string[] ReadOnly =
        ["get_server_info", "get_session_info", "get_state", "get_contacts", "inspect_model", "render", "get_process_pool_stats", "list_active_processes"];

    /// <summary>They begin or end what people look at, and nothing that a session keeps.</summary>
    private static readonly string[] ForPages = ["open_viewer", "close_viewer"];

    private static readonly string[] Destructive =
        ["load_model", "create_scene", "close_session", "close_model", "set_state", "reset_simulation", "restore_snapshot", "terminate_process"];

    public static TheoryData<string> Names => [.. Catalog.All.Select(static tool => tool.Name)];

    [Fact]
    public void The_tools_are_those_of_core_and_pool() => Assert.Equal(
        [
            "close_model", "close_session", "close_viewer", "create_scene", "get_contacts", "get_process_pool_stats", "get_server_info", "get_session_info", "get_state", "inspect_model", "list_active_processes", "load_model",
            "open_session", "open_viewer", "render", "reset_simulation", "restore_snapshot", "run_until", "save_snapshot", "set_control", "set_state", "step_simulation", "terminate_process",
        ],
        Catalog.All.Select(static tool => tool.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_input_schema_is_a_closed_object_of_typed_properties(string name)
    {
        JsonElement schema = Catalog.Find(name)!.Arguments.Schema;
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        foreach (string keyword in new[] { "anyOf", "oneOf", "allOf" }) Assert.False(schema.TryGetProperty(keyword, out _));
        foreach (JsonProperty property in schema.GetProperty("properties").EnumerateObject()) AssertTyped(property.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_output_schema_names_types_and_requires_nothing(string name)
    {
        if (Catalog.Find(name)!.Answer is not { Schema: var schema })
        {
            Assert.Equal("render", name);
            return;
        }

        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.False(schema.TryGetProperty("required", out _));
        JsonElement properties = schema.GetProperty("properties");
        foreach (string reserved in new[] { "code", "message", "details", "suggestions" }) Assert.False(properties.TryGetProperty(reserved, out _));
        foreach (JsonProperty property in properties.EnumerateObject()) Assert.Equal("type", Assert.Single(property.Value.EnumerateObject()).Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Annotations_say_what_a_tool_does(string name)
    {
        var annotations = ToolListing.Of(Catalog.Find(name)!).Annotations!;
        Assert.Equal(ReadOnly.Contains(name), annotations.ReadOnlyHint ?? false);
        // Left out, it is true for what isn't only read.
        Assert.Equal(Destructive.Contains(name), !ReadOnly.Contains(name) && (annotations.DestructiveHint ?? true));
        Assert.Equal((Destructive.Contains(name) && name is not ("load_model" or "create_scene")) || name == "set_control" || ForPages.Contains(name), annotations.IdempotentHint ?? false);
        Assert.False(annotations.OpenWorldHint);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tool_that_changes_something_takes_an_idempotency_key(string name) =>
        Assert.Equal(!ReadOnly.Contains(name) && !ForPages.Contains(name), Catalog.Find(name)!.Arguments.Schema.GetProperty("properties").TryGetProperty("idempotency_key", out _));

    [Fact]
    public void The_list_fits_its_token_budget()
    {
        var listed = Catalog.All.Select(ToolListing.Of).ToArray();
        int whole = listed.Sum(static tool => JsonSerializer.Serialize(tool, ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length);
        foreach (var tool in listed) (tool.OutputSchema, tool.Annotations) = (null, null);
        int input = listed.Sum(static tool => JsonSerializer.Serialize(tool, ModelContextProtocol.McpJsonUtilities.DefaultOptions).Length);

        Assert.True(whole / CharactersPerToken <= 5000 && input / CharactersPerToken <= 3000, $"{whole / CharactersPerToken} tokens in all, {input / CharactersPerToken} without output schemas and annotations");
    }

    private static void AssertTyped(JsonElement schema)
    {
        if (schema.TryGetProperty("anyOf", out JsonElement branches))
        {
            foreach (JsonElement branch in branches.EnumerateArray()) AssertTyped(branch);
            return;
        }

        Assert.Contains(schema.GetProperty("type").GetString(), new[] { "object", "array", "string", "number", "integer", "boolean" });
        if (schema.TryGetProperty("items", out JsonElement items)) AssertTyped(items);
        if (schema.TryGetProperty("additionalProperties", out JsonElement others)) AssertTyped(others);
    }
}
