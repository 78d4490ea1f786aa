using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Hosting;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Hosting;

public class SessionsHostingTests
{
    [Fact]
    public async Task The_tree_runs_in_a_host_and_says_when_there_is_no_viewer_program()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        var options = new SessionsOptions { ViewerPath = "/nowhere/mujoco-viewer", Restarts = new RestartOptions { Intensity = 1 } };
        builder.Services.AddAkka("hosted", akka => akka.WithMujocoSessions(options, folder: null, static (_, _) => Props.Empty));
        using var host = builder.Build();
        await host.StartAsync();
        var sessions = await host.Services.GetRequiredService<IRequiredActor<SessionsKey>>().GetAsync();
        var alice = new Caller("alice", null);
        var opened = await sessions.Ask<SessionReply>(new OpenSession(alice, null, null, "k", "h", TimeSpan.FromMinutes(1)), SessionDriver.Patience);
        Assert.IsType<SessionOpened>(opened.Answer);
        SessionInfo? info = null;
        await SessionsSpec.UntilAsync(async () =>
        {
            var request = new SessionRequest(opened.Session, alice, Guid.NewGuid().ToString("N"), "h", "get_session_info", TimeSpan.FromMinutes(1), new GetSessionInfo());
            info = (SessionInfo?)(await sessions.Ask<SessionReply>(request, SessionDriver.Patience)).Answer;
            return info!.Status == SessionStatus.Failed;
        }, "the session has failed");
        Assert.Contains("/nowhere/mujoco-viewer", info!.FailedBecause, StringComparison.Ordinal);
        await host.StopAsync();
    }
}
