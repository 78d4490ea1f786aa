using System.Diagnostics;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class ProcessThreadsTests
{
    [Fact]
    public void A_process_can_run_until_it_is_stopped_and_again_until_it_is_gone()
    {
        using var process = Process.Start("sleep", "60");
        Assert.True(ProcessThreads.CanRun(process.Id));
        Signal("STOP");
        Assert.True(SpinWait.SpinUntil(() => !ProcessThreads.CanRun(process.Id), TimeSpan.FromSeconds(10)));
        Signal("CONT");
        Assert.True(SpinWait.SpinUntil(() => ProcessThreads.CanRun(process.Id), TimeSpan.FromSeconds(10)));
        Signal("KILL");
        Assert.True(SpinWait.SpinUntil(() => !ProcessThreads.CanRun(process.Id), TimeSpan.FromSeconds(10)));

        void Signal(string name)
        {
            using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
            kill.WaitForExit();
            Assert.Equal(0, kill.ExitCode);
        }
    }
}
