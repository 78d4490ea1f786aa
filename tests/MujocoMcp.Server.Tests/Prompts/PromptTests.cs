using System.Text.RegularExpressions;
using ModelContextProtocol;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Prompts;
using MujocoMcp.Server.Tests.Mcp;

namespace MujocoMcp.Server.Tests.Prompts;

public sealed partial class PromptTests : RunningServer
{
    public static TheoryData<string> Names => [.. PromptLibrary.Embedded().All.Select(static prompt => prompt.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prompt_names_only_tools_and_arguments_that_there_are(string name)
    {
        PromptTemplate prompt = PromptLibrary.Embedded().Find(name)!;
        string text = prompt.Fill(prompt.Arguments.ToDictionary(static argument => argument.Name, static argument => $"<{argument.Name}>"));
        Assert.DoesNotContain("${", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        Assert.All(prompt.Arguments, argument => Assert.Contains($"<{argument.Name}>", text, StringComparison.Ordinal));
        string[] known = [.. Catalog.All.Select(static tool => tool.Name), .. Catalog.All.SelectMany(static tool => tool.Arguments.All).Select(static argument => argument.Name)];
        string[] other = ["model_invalid", "simulation_diverged", "ctrl_clamped", "engine_error", "last_command", "failed_because"];
        Assert.All(Word().Matches(text).Select(static match => match.Groups[1].Value), word => Assert.Contains(word, known.Concat(other)));
    }

    [Fact]
    public void A_line_about_what_was_not_given_is_left_out()
    {
        PromptTemplate prompt = PromptLibrary.Embedded().Find("build_scene")!;
        Assert.DoesNotContain("built-in scene `", prompt.Fill(new Dictionary<string, string> { ["description"] = "a ball" }), StringComparison.Ordinal);
        Assert.Contains("built-in scene `arm`", prompt.Fill(new Dictionary<string, string> { ["description"] = "a ball", ["scene_type"] = "arm" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build_scen", "description", "Did you mean 'build_scene'?")]
    [InlineData("build_scene", "descripton", "it takes description, scene_type")]
    [InlineData("build_scene", "scene_type", "needs 'description'")]
    public async Task A_wrong_request_says_what_would_work(string name, string argument, string told)
    {
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => Client.GetPromptAsync(name, new Dictionary<string, object?> { [argument] = "arm" }).AsTask());
        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_no_prompt()
    {
        var asked = Client.GetPromptAsync("why_diverged", new Dictionary<string, object?> { ["session_id"] = "s-1" }).AsTask();
        Assert.Equal("s-1", (await RequestAsync()).Session!.Value.Value);
        Sessions.Reply(Replies.Failed(Contracts.Errors.ErrorCode.UnknownSession));
        Assert.Equal(McpErrorCode.InvalidParams, (await Assert.ThrowsAsync<McpProtocolException>(() => asked)).ErrorCode);
    }

    [GeneratedRegex("`([a-z]+_[a-z_]+)`")]
    private static partial Regex Word();
}
