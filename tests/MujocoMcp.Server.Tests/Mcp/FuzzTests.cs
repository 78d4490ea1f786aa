using System.Text.Json;
using CsCheck;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.Server.Tests.Mcp;

public sealed class FuzzTests : RunningServer
{
    private static readonly Gen<object?> Leaves = Gen.OneOf<object?>(
        Gen.String[0, 30].Select(static text => (object?)text),
        Gen.Double.Select(static number => (object?)(double.IsFinite(number) ? number : 0)),
        Gen.Int.Select(static number => (object?)number),
        Gen.Bool.Select(static flag => (object?)flag),
        Gen.Const((object?)null));

    private static readonly Gen<object?> Values = Gen.OneOf<object?>(
        Leaves,
        Leaves.Array[0, 5].Select(static items => (object?)items),
        Gen.Select(Gen.String[0, 8], Leaves).Array[0, 4].Select(static members => (object?)members.DistinctBy(static member => member.Item1).ToDictionary(static member => member.Item1, static member => member.Item2)));

    [Fact]
    public async Task Whatever_the_arguments_no_call_is_answered_with_internal()
    {
        var calls = Gen.Select(
            Gen.OneOf<MujocoMcp.Server.Tools.Tool>([.. Catalog.All]),
            Gen.Select(Gen.Int[0, 20], Values).Array[0, 4]);
        Sessions.SetAutoPilot(new Akka.TestKit.DelegateAutoPilot(static (sender, message) =>
        {
            sender.Tell(Replies.To(message), Akka.Actor.ActorRefs.NoSender);
            return Akka.TestKit.AutoPilot.KeepRunning;
        }));

        await calls.SampleAsync(
            async (tool, members) =>
            {
                var arguments = members
                    .Select(member => (Name: tool.Arguments.All.Count > 0 ? tool.Arguments.All[member.Item1 % tool.Arguments.All.Count].Name : "any", Value: member.Item2))
                    .DistinctBy(static member => member.Name)
                    .ToDictionary(static member => member.Name, static member => member.Value);
                CallToolResult result = await Client.CallToolAsync(tool.Name, arguments);
                Assert.False(result.IsError is true && result.StructuredContent!.Value.GetProperty("code").GetString() == "internal", JsonSerializer.Serialize(arguments));
            },
            iter: 500,
            threads: 1);
    }
}
