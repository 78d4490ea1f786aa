using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class PageTests : SessionsSpec
{
    internal override SessionsOptions Options { get; } = new() { Ports = new PortOptions { First = 8001, Last = 8003 } };

    [Fact]
    public async Task Sessions_have_ports_of_their_own_and_keep_them_over_a_crash()
    {
        var first = await OpenAsync();
        Assert.Equal(8001, await PortAsync(first));
        Assert.Equal(8002, await PortAsync(await OpenAsync()));
        Machine.Processes[0].Die(Exits.Sigkill);
        await first.UntilRecoveredAsync(1);
        Assert.Equal(8001, await PortAsync(first));
        Assert.Matches("^http://127.0.0.1:8001/\\?token=[0-9a-f]{32}$", (await first.InfoAsync()).Viewer!.Url);
    }

    [Fact]
    public async Task A_port_in_use_elsewhere_is_passed_over()
    {
        Machine.PortsInUse.Add(8001);
        Assert.Equal(8002, await PortAsync(await OpenAsync()));
    }

    [Fact]
    public async Task A_closed_sessions_port_is_free_again()
    {
        var first = await OpenAsync();
        await PortAsync(first);
        await first.CloseAsync();
        Assert.Equal(8001, await PortAsync(await OpenAsync()));
    }

    [Fact]
    public async Task Where_every_port_is_in_use_the_session_works_without_a_page()
    {
        foreach (var port in new[] { 8001, 8002, 8003 }) Machine.PortsInUse.Add(port);
        var session = await OpenAsync();
        await session.LoadAsync();
        await PassAsync(TimeSpan.FromSeconds(0.5));
        await UntilAsync(() => Tries() == 3, "all were tried");
        for (var i = 0; i < 5; i++) await session.StepAsync(1);
        Assert.Equal(3, Tries());
        Assert.Null((await session.InfoAsync()).Viewer!.Port);

        int Tries() => Machine.Calls.Count(static call => call.Name == "listen");
    }

    private async Task<int?> PortAsync(SessionDriver session)
    {
        await PassAsync(TimeSpan.FromSeconds(0.5));
        await UntilAsync(async () => (await session.InfoAsync()).Viewer?.Port is not null, "the page is served");
        return (await session.InfoAsync()).Viewer!.Port;
    }
}
