using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MujocoMcp.Conformance.Tests.Fixtures;

[McpServerPromptType]
internal static class FixturePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("Without arguments")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("With two arguments")]
    public static string WithArguments(string arg1, string arg2) => $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("With a resource")]
    public static GetPromptResult WithResource(string resourceUri) =>
        Of(Samples.Embedded(resourceUri, "text/plain", "Embedded resource content for testing."), new TextContentBlock { Text = "Please process the embedded resource above." });

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("With an image")]
    public static GetPromptResult WithImage() => Of(Samples.Image(), new TextContentBlock { Text = "Please analyze the image above." });

    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("Asks before it answers")]
    public static string InputRequired(RequestContext<GetPromptRequestParams> request) => request.Params!.InputResponses?.ContainsKey("user_context") is true
        ? "Go on with what was told."
        : throw Questions.Ask(null, Questions.Text("user_context", "What context should the prompt use?", "context"));

    private static GetPromptResult Of(params ContentBlock[] blocks) => new() { Messages = [.. blocks.Select(static block => new PromptMessage { Role = Role.User, Content = block })] };
}
