using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>Requests whose parameters aren't what their method takes.</summary>
public sealed class WrongRequestTests() : RunningServer(protocol: "2025-11-25")
{
    [Theory]
    [InlineData("tools/call", "{}")]
    [InlineData("tools/call", """{"arguments":{}}""")]
    [InlineData("tools/call", """{"name":null}""")]
    [InlineData("tools/call", """{"name":"get_state","arguments":[1]}""")]
    [InlineData("tools/call", """{"name":"get_state","arguments":"{}"}""")]
    [InlineData("tools/call", "[]")]
    [InlineData("tools/call", null)]
    [InlineData("resources/read", "{}")]
    [InlineData("resources/read", null)]
    [InlineData("resources/subscribe", """{"uri":7}""")]
    [InlineData("prompts/get", """{"name":null}""")]
    [InlineData("completion/complete", """{"ref":{"type":3}}""")]
    [InlineData("completion/complete", """{"ref":{"type":"ref/prompt","name":"no_such"},"argument":{"name":"a","value":""}}""")]
    public async Task They_are_invalid_parameters(string method, string? parameters)
    {
        var request = new JsonRpcRequest { Method = method, Params = parameters is null ? null : JsonNode.Parse(parameters) };
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => Client.SendRequestAsync(request));
        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
    }

    [Fact]
    public async Task A_resource_that_is_not_there_is_told_as_such_with_those_that_are()
    {
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => Client.ReadResourceAsync("mujoco://session").AsTask());
        Assert.Equal(McpErrorCode.ResourceNotFound, refusal.ErrorCode);
        Assert.Contains("mujoco://sessions/{session_id}/log", refusal.Message, StringComparison.Ordinal);
    }
}
