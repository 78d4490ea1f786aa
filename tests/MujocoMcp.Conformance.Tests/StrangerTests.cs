using MujocoMcp.Conformance.Tests.Suite;

namespace MujocoMcp.Conformance.Tests;

/// <summary>Clients that others wrote.</summary>
public sealed class StrangerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>The TypeScript SDK's client checks every structured answer against its tool's output schema, those of errors as well.</summary>
    [NodeTheory]
    [InlineData("stdio")]
    [InlineData("http")]
    public async Task The_TypeScript_client_takes_every_tools_answers_to_right_and_wrong_arguments(string transport)
    {
        await using ServedMcp server = await ServedMcp.StartAsync();
        string target = transport == "http" ? server.Url : Checkout.Launcher;
        var (code, output) = await NodeTools.RunAsync(Limit, Path.Combine(AppContext.BaseDirectory, "npm", "every-tool.mjs"), target);
        Assert.True(code == 0, output);
    }

    [NodeTheory]
    [InlineData("legacy")]
    [InlineData("modern")]
    public async Task The_inspector_lists_the_tools_over_both_families_of_revisions(string era)
    {
        await using ServedMcp server = await ServedMcp.StartAsync();
        var (code, output) = await NodeTools.RunAsync(
            Limit, "@modelcontextprotocol/inspector/clients/launcher/build/index.js", "--cli", server.Url, "--transport", "http", "--protocol-era", era, "--method", "tools/list");
        Assert.True(code == 0, output);
        Assert.Contains("step_simulation", output, StringComparison.Ordinal);
    }
}
