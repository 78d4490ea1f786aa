using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Spawning;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Limits;

public sealed class ProcessLimitsTests
{
    [Fact]
    public async Task A_running_process_is_given_less_and_never_more()
    {
        var child = await new ViewerSpawner(rules: null, isRequired: false).StartAsync(new ChildCommand("/bin/cat", [], new Dictionary<string, string>()));
        Assert.True(ProcessLimits.Lower(child.Handle.Pid, new ViewerLimits { MemoryMiB = 300, Niceness = 5 }));
        Assert.Equal($"{300L << 20}", DataLimit(child.Handle.Pid));
        Assert.True(ProcessLimits.Lower(child.Handle.Pid, new ViewerLimits { MemoryMiB = 600, Niceness = 5 }));
        Assert.Equal($"{300L << 20}", DataLimit(child.Handle.Pid));
        Assert.Equal("5", File.ReadAllText($"/proc/{child.Handle.Pid}/stat").Split(')')[1].Split(' ')[17]);
        child.Handle.Kill();
        await child.Ended.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(ProcessLimits.Lower(child.Handle.Pid, new ViewerLimits()));
        child.Handle.Dispose();
        child.Pipes.Dispose();
    }

    private static string DataLimit(int pid) =>
        File.ReadLines($"/proc/{pid}/limits").Single(static line => line.StartsWith("Max data size", StringComparison.Ordinal))["Max data size".Length..].Trim().Split(' ')[0];
}
