using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

public sealed class DeadlineTests() : RunningServer(deadline: TimeSpan.FromMilliseconds(200))
{
    [Fact]
    public async Task A_call_that_nobody_answers_ends_at_its_deadline()
    {
        Task<CallToolResult> call = CallAsync("step_simulation");
        SessionRequest request = await RequestAsync();
        CallToolResult result = await call;
        Assert.Equal("deadline_exceeded", result.StructuredContent!.Value.GetProperty("code").GetString());
        Assert.True(result.StructuredContent!.Value.GetProperty("retryable").GetBoolean());
        Assert.Equal(request.CommandId, (await Sessions.ExpectMsgAsync<CancelCommand>()).CommandId);
    }
}
