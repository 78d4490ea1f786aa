using System.Globalization;

namespace MujocoMcp.Sessions.Clock;

/// <summary>For tests: moves the wall clock by what a file says, so that a clock that is set while the program runs can be tried without root.</summary>
/// <param name="file">Holds seconds, with a sign; missing or empty for none.</param>
/// <param name="clock">The clock that is moved; only its wall clock is.</param>
internal sealed class WallClockShift(string file, TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMilliseconds(50);

    private long _readAt;
    private TimeSpan _shift;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Shift();

    public override long GetTimestamp() => clock.GetTimestamp();

    // Racing readers read the same file: whoever is last is as right as the others.
    private TimeSpan Shift()
    {
        if (_readAt != 0 && clock.GetElapsedTime(_readAt) < ReadAgainAfter) return _shift;
        _readAt = clock.GetTimestamp();
        return _shift = File.Exists(file) && double.TryParse(File.ReadAllText(file), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
    }
}
