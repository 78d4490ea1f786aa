using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Pool;

public sealed class CompiledSourceTests
{
    [Fact]
    public async Task A_source_that_was_sent_before_has_the_same_answer_and_the_same_physics()
    {
        await using var program = await McpProgram.StartAsync();
        var xml = await File.ReadAllTextAsync(Path.Combine(Repository.Models, "humanoid", "humanoid.xml"));
        List<JsonNode> answers = [];
        List<string> ends = [];
        for (var i = 0; i < 2; i++)
        {
            var session = await program.OpenAsync();
            var answer = (await program.CallAsync("load_model", new { session_id = session, xml })).AsObject();
            answer.Remove("session_id");
            answers.Add(answer);
            ends.Add(await program.StepAsync(session, 300));
        }

        Assert.True(JsonNode.DeepEquals(answers[0], answers[1]), $"{answers[0]}\n{answers[1]}");
        Assert.Equal(ends[0], ends[1]);
    }
}
