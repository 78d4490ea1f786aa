using System.Text.RegularExpressions;
using MujocoMcp.Conformance.Tests.Fixtures;
using MujocoMcp.Conformance.Tests.Suite;

namespace MujocoMcp.Conformance.Tests;

/// <summary>The official conformance suite, at one endpoint that speaks every revision.</summary>
public sealed partial class ConformanceTests
{
    private const string Program = "@modelcontextprotocol/conformance/dist/index.js";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [NodeTheory]
    [InlineData("2025-11-25", 30)]
    [InlineData("2026-07-28", 37)]
    public async Task Every_scenario_that_a_revision_requires_passes(string revision, int required)
    {
        await using ServedMcp server = await ServedMcp.StartAsync(FixtureSetup.Add);

        var (code, output) = await RunAsync("--url", server.Url, "--requirements", revision);

        string[] unscored = [.. Unscored().Matches(output).Select(static match => match.Groups[1].Value)];
        string[] passed = [.. Passed().Matches(output).Select(static match => match.Groups[1].Value).Except(unscored)];
        Assert.True(code == 0 && passed.Length == required, output);
    }

    /// <summary>Of the scenarios that need no fixtures.</summary>
    [NodeTheory]
    [InlineData("server-initialize", "2025-11-25")]
    [InlineData("ping", "2025-11-25")]
    [InlineData("tools-list", "2025-11-25")]
    [InlineData("tools-list", "2026-07-28")]
    [InlineData("server-sse-multiple-streams", "2025-11-25")]
    [InlineData("server-session-lifecycle", "2025-11-25")]
    [InlineData("dns-rebinding-protection", "2025-11-25")]
    [InlineData("http-header-validation", "2026-07-28")]
    public async Task The_product_passes_by_itself(string scenario, string revision)
    {
        await using ServedMcp server = await ServedMcp.StartAsync();
        var (code, output) = await RunAsync("--url", server.Url, "--scenario", scenario, "--spec-version", revision);
        Assert.True(code == 0, output);
    }

    private static Task<(int Code, string Output)> RunAsync(params string[] arguments) => NodeTools.RunAsync(Limit, Program, ["server", .. arguments]);

    [GeneratedRegex(@"^✓ (\S+): \d+ passed, 0 failed", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex(@"^  . (\S+) \(", RegexOptions.Multiline)]
    private static partial Regex Unscored();
}
