using System.Diagnostics;
using MujocoMcp.Sessions.Spawning;

namespace MujocoMcp.Sessions.Tests.Spawning;

public sealed class ProcessHandleTests
{
    [Fact]
    public async Task A_handle_that_was_given_back_ends_no_other_process_that_has_its_descriptor_now()
    {
        using var first = Sleep();
        using var second = Sleep();
        try
        {
            var (gone, other) = TakeTurns(first.Id, second.Id);
            gone.Kill();
            await Assert.ThrowsAsync<TimeoutException>(() => second.WaitForExitAsync().WaitAsync(TimeSpan.FromMilliseconds(300)));
            using (other) other.Kill();
            await second.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        finally
        {
            first.Kill();
            second.Kill();
        }
    }

    /// <summary>A handle that was given back, and one that has got its number. Other tests open files meanwhile.</summary>
    private static (ProcessHandle Gone, ProcessHandle Other) TakeTurns(int first, int second)
    {
        while (true)
        {
            var gone = new ProcessHandle(first);
            var descriptor = gone.Descriptor;
            gone.Dispose();
            var other = new ProcessHandle(second);
            if (other.Descriptor == descriptor) return (gone, other);
            other.Dispose();
        }
    }

    private static Process Sleep() => Process.Start("sleep", "60");
}
