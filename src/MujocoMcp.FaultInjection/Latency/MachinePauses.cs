using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When the machine could not go on, as its kernel counts it, looked at often: its host took a processor away (<c>steal</c> in <c>/proc/stat</c>),
/// or something on it waited for a disk (<c>some</c> in <c>/proc/pressure/io</c>).</summary>
internal sealed class MachinePauses : IDisposable
{
    private const int StealField = 9; // of the line of all processors, whose name has two blanks behind it
    private const int TicksPerSecond = 100; // the kernel's USER_HZ, for programs the same everywhere
    private const string DiskTotal = "some ";
    private const string Total = "total=";
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(5);

    private readonly SafeFileHandle? _processors = Open("/proc/stat");
    private readonly SafeFileHandle? _disks = Open("/proc/pressure/io"); // not every kernel counts it
    private readonly byte[] _text = new byte[1024]; // their first lines
    private TimeSpan _stolen;
    private TimeSpan _diskWait;

    public MachinePauses() => (_stolen, _diskWait) = (StolenSoFar(), DiskWaitSoFar());

    /// <summary>For which the host took the processors, on the average.</summary>
    public List<CallTime> Stolen { get; } = [];

    /// <summary>For which something waited for a disk.</summary>
    public List<CallTime> Disk { get; } = [];

    public void Look()
    {
        var (stolen, diskWait) = (StolenSoFar(), DiskWaitSoFar());
        Note(Stolen, (stolen - _stolen) / Environment.ProcessorCount);
        Note(Disk, diskWait - _diskWait);
        (_stolen, _diskWait) = (stolen, diskWait);
    }

    public void Dispose()
    {
        _processors?.Dispose();
        _disks?.Dispose();
    }

    /// <summary>Of all processors together.</summary>
    /// <param name="stat">How <c>/proc/stat</c> begins.</param>
    internal static TimeSpan StolenIn(string stat) =>
        stat.Split(' ') is { Length: > StealField } fields ? TimeSpan.FromSeconds(long.Parse(fields[StealField], CultureInfo.InvariantCulture) / (double)TicksPerSecond) : TimeSpan.Zero;

    /// <summary>How long something waited.</summary>
    /// <param name="pressure">What <c>/proc/pressure/io</c> says.</param>
    internal static TimeSpan DiskWaitIn(string pressure) =>
        pressure.Split('\n').FirstOrDefault(static line => line.StartsWith(DiskTotal, StringComparison.Ordinal)) is { } line
            ? TimeSpan.FromMicroseconds(long.Parse(line[(line.IndexOf(Total, StringComparison.Ordinal) + Total.Length)..], CultureInfo.InvariantCulture))
            : TimeSpan.Zero;

    private static void Note(List<CallTime> pauses, TimeSpan pause)
    {
        if (pause > Worth) pauses.Add(CallTime.Until(Stopwatch.GetTimestamp(), pause));
    }

    private static SafeFileHandle? Open(string path) => File.Exists(path) ? File.OpenHandle(path) : null;

    private TimeSpan StolenSoFar() => StolenIn(Read(_processors));

    private TimeSpan DiskWaitSoFar() => DiskWaitIn(Read(_disks));

    private string Read(SafeFileHandle? file) => file is null ? "" : Encoding.ASCII.GetString(_text, 0, RandomAccess.Read(file, _text, 0));
}
