using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

public abstract class CancellationTests(string protocol) : RunningServer(protocol: protocol)
{
    [Fact]
    public async Task A_cancelled_call_is_cancelled_at_its_session()
    {
        using var cancellation = new CancellationTokenSource();
        Task<CallToolResult> call = CallAsync("step_simulation", new { session_id = "s-1" }, cancellationToken: cancellation.Token);
        SessionRequest request = await RequestAsync();
        await cancellation.CancelAsync();
        Assert.Equal(new CancelCommand(request.Session, request.Caller, request.CommandId), await Sessions.ExpectMsgAsync<CancelCommand>());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}

public sealed class CancellationAfterHandshakeTests() : CancellationTests("2025-11-25");

public sealed class CancellationWithoutHandshakeTests() : CancellationTests("2026-07-28");
