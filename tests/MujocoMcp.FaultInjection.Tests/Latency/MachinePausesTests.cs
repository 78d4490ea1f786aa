using System.Diagnostics;
using MujocoMcp.FaultInjection.Latency;

namespace MujocoMcp.FaultInjection.Tests.Latency;

public sealed class MachinePausesTests
{
    [Fact]
    public void What_the_host_took_is_read_by_processor()
    {
        const string Stat = "cpu  5 0 7 90 3 0 1 42 0 0\ncpu0 3 0 4 40 2 0 1 2 0 0\ncpu1 2 0 3 50 1 0 0 40 0 0\nintr 99 1 2\nctxt 12\n";
        Assert.Equal([TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400)], MachinePauses.StolenIn(Stat));
        Assert.Empty(MachinePauses.StolenIn(""));
    }

    [Fact]
    public void What_something_waited_for_a_disk_is_read()
    {
        const string Pressure = "some avg10=0.00 avg60=0.00 avg300=0.00 total=5802223\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=5591275\n";
        Assert.Equal(TimeSpan.FromMicroseconds(5_802_223), MachinePauses.DiskWaitIn(Pressure));
        Assert.Equal(TimeSpan.Zero, MachinePauses.DiskWaitIn(""));
    }

    [Fact]
    public void This_machines_processors_are_read() => Assert.NotEmpty(MachinePauses.StolenIn(File.ReadAllText("/proc/stat")));

    [PressureFact]
    public void A_disk_that_is_waited_for_is_seen()
    {
        using var pauses = new MachinePauses();
        var file = Path.GetTempFileName();
        try
        {
            var block = new byte[64 * 1024 * 1024];
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
            for (var since = Stopwatch.StartNew(); pauses.Disk.Count == 0 && since.Elapsed < TimeSpan.FromSeconds(30); pauses.Look())
            {
                Random.Shared.NextBytes(block.AsSpan(0, 1024));
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
