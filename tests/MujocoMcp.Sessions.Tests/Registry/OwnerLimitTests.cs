using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Registry;

public sealed class OwnerLimitTests : SessionsSpec
{
    internal override SessionsOptions Options { get; } = new() { MaxSessionsPerOwner = 2 };

    [Fact]
    public async Task An_owner_with_too_many_sessions_opens_no_more_and_others_do()
    {
        var first = await OpenAsync();
        await OpenAsync();
        var refused = await OpenRawAsync(Alice);
        IsRefused(refused, ErrorCode.CapacityExhausted);
        Assert.Contains(first.Id.Value, refused.Failure!.Details.Known!);
        await OpenAsync(new Caller("bob", null));
        await first.CloseAsync();
        Assert.Null((await OpenRawAsync(Alice)).Failure);
    }

    private async Task<SessionReply> OpenRawAsync(Caller caller) => (SessionReply)await Akka.Actor.Futures.Ask(
        Registry, new OpenSession(caller, null, null, Guid.NewGuid().ToString("N"), "open", TimeSpan.FromMinutes(1)), SessionDriver.Patience);
}
