using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

public sealed class CancellationTests() : RunningServer(protocol: "2025-11-25")
{
    [Fact]
    public async Task A_cancelled_call_is_cancelled_at_its_session()
    {
        // The SDK's client only stops waiting when its token is cancelled; it tells the server nothing. So the notification is sent by hand.
        var id = new RequestId("call-1");
        _ = Client.SendRequestAsync(new JsonRpcRequest
        {
            Id = id,
            Method = RequestMethods.ToolsCall,
            Params = new JsonObject { ["name"] = "step_simulation", ["arguments"] = new JsonObject { ["session_id"] = "s-1" } },
        });
        SessionRequest request = await RequestAsync();
        await Client.SendMessageAsync(new JsonRpcNotification { Method = NotificationMethods.CancelledNotification, Params = new JsonObject { ["requestId"] = "call-1" } });

        Assert.Equal(new CancelCommand(request.Session, request.Caller, request.CommandId), await Sessions.ExpectMsgAsync<CancelCommand>());
    }
}
