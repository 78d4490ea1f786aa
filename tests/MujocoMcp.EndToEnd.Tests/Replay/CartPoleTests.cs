using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Replay;

/// <summary>The conversation in <c>docs/balance-cart-pole.jsonl</c>, which <c>docs/replay.sh</c> plays: what a task costs an agent.</summary>
public sealed class CartPoleTests(ITestOutputHelper output)
{
    private const int CharactersPerToken = 4;

    [OpenGlFact]
    public async Task A_cart_pole_is_balanced_in_40_calls_and_12_000_tokens()
    {
        using var server = McpProgram.Start();
        var (calls, characters) = (0, 0);
        Dictionary<string, JsonObject> last = [];
        List<string> atSnapshot = [];
        foreach (var message in await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs/balance-cart-pole.jsonl")))
        {
            await server.StandardInput.WriteLineAsync(message);
            await server.StandardInput.FlushAsync();
            var sent = JsonNode.Parse(message)!;
            if (sent["id"] is null) continue;
            var answer = JsonNode.Parse((await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)))!)!;
            Assert.Equal((int)sent["id"]!, (int)answer["id"]!);
            if ((string)sent["method"]! != "tools/call") continue;
            Assert.False((bool?)answer["result"]!["isError"] ?? false, answer.ToJsonString());
            var text = string.Concat(answer["result"]!["content"]!.AsArray().Select(static block => (string?)block!["text"]));
            (calls, characters) = (calls + 1, characters + text.Length);
            var tool = (string)sent["params"]!["name"]!;
            last[tool] = JsonNode.Parse(text)!.AsObject();
            if (tool is "save_snapshot" or "restore_snapshot") atSnapshot.Add((string)last[tool]["digest"]!);
        }

        output.WriteLine($"{calls} calls, {characters / CharactersPerToken} tokens of answers");
        Assert.InRange(calls, 1, 40);
        Assert.InRange(characters / CharactersPerToken, 1, 12_000);
        Assert.Single(atSnapshot.Distinct());
        Assert.InRange(Math.Abs((double)last["step_simulation"]["observed"]!["joint:hinge.pos"]!), 0, 0.01);
        Assert.False((bool)last["run_until"]["timeout"]!);
        Assert.InRange(Math.Abs((double)last["run_until"]["observed"]!["joint:hinge.pos"]!), 0, 0.01);
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
