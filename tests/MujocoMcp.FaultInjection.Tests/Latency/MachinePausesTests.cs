using System.Diagnostics;
using MujocoMcp.FaultInjection.Latency;

namespace MujocoMcp.FaultInjection.Tests.Latency;

public sealed class MachinePausesTests
{
    [Fact]
    public void What_the_host_took_is_read()
    {
        const string Stat = "cpu  5 0 7 90 3 0 1 42 0 0\ncpu0 3 0 4 40 2 0 1 2 0 0\ncpu1 2 0 3 50 1 0 0 40 0 0\nintr 99 1 2\nctxt 12\n";
        Assert.Equal(TimeSpan.FromMilliseconds(420), MachinePauses.StolenIn(Stat));
        Assert.Equal(TimeSpan.Zero, MachinePauses.StolenIn(""));
    }

    [Fact]
    public void What_something_waited_for_a_disk_is_read()
    {
        const string Pressure = "some avg10=0.00 avg60=0.00 avg300=0.00 total=5802223\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=5591275\n";
        Assert.Equal(TimeSpan.FromMicroseconds(5_802_223), MachinePauses.DiskWaitIn(Pressure));
        Assert.Equal(TimeSpan.Zero, MachinePauses.DiskWaitIn(""));
    }

    [PressureFact]
    public void A_disk_that_is_waited_for_is_seen()
    {
        using var pauses = new MachinePauses();
        var file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.tmp"); // on a disk, where a folder for temporary files may be in memory
        try
        {
            var block = new byte[64 * 1024 * 1024];
            Random.Shared.NextBytes(block);
            using var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write);
            for (var since = Stopwatch.StartNew(); pauses.Disk.Count == 0 && since.Elapsed < TimeSpan.FromSeconds(30); pauses.Look())
            {
                RandomAccess.Write(handle, block, 0);
                RandomAccess.FlushToDisk(handle);
            }
        }
        finally
        {
            File.Delete(file);
        }

        Assert.NotEmpty(pauses.Disk);
        Assert.All(pauses.Disk, static pause => Assert.InRange(pause.Took, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30)));
    }

    /// <summary>Skipped where the kernel doesn't count what is waited for.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PressureFactAttribute : FactAttribute
    {
        public PressureFactAttribute()
        {
            if (!File.Exists("/proc/pressure/io")) Skip = "This kernel doesn't count what is waited for (/proc/pressure).";
        }
    }
}
