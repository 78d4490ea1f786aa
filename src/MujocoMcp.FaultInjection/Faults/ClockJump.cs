using System.Globalization;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The server's wall clock jumps, forwards or backwards, and some time later back again. Nothing may come of it.</summary>
internal sealed class ClockJump : IFault
{
    private const int LeastMs = 300;
    private const int MostMs = 1500;
    private static readonly int[] JumpsS = [-86_400, -3_600, -30, 30, 3_600, 86_400];

    public string Kind => "clock_jump";

    public FaultScope Scope => FaultScope.Unnoticed;

    public int Weight => 1;

    public string? WhyNot(FaultSite site) => site.HasClockShift ? null : "the server's clock can't be shifted";

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (target.Server.Setup.ClockFile is not { } file) return Injection.Impossible("the server's clock can't be shifted");
        await ShiftAsync(file, JumpsS[target.Chance.Next(JumpsS.Length)], cancellation);
        try
        {
            await Task.Delay(target.Chance.Next(LeastMs, MostMs), cancellation);
        }
        finally
        {
            await ShiftAsync(file, 0, CancellationToken.None);
        }

        return new Injection();
    }

    // Written beside it and moved: the server never reads a half.
    private static async Task ShiftAsync(string file, int seconds, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync($"{file}.next", seconds.ToString(CultureInfo.InvariantCulture), cancellation);
        File.Move($"{file}.next", file, overwrite: true);
    }
}
