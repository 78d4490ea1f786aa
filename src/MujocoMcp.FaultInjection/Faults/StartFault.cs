using System.Diagnostics;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The viewer is killed, and the one that is started in its place is slow, or ends with an exit code before it says anything.</summary>
internal sealed class StartFault : IFault
{
    private const int LeastDelayMs = 500;
    private const int MostDelayMs = 2500;
    private static readonly int[] Codes = [1, 2, 64, 70, 127, 255];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly bool _isSlow;

    private StartFault(string kind, bool isSlow) => (Kind, _isSlow) = (kind, isSlow);

    public static StartFault Slow => new("slow_start", isSlow: true);

    public static StartFault ExitCode => new("exit_code", isSlow: false);

    public string Kind { get; }

    public FaultScope Scope => FaultScope.WrappedSession;

    public int Weight => 6;

    public string? WhyNot(FaultSite site) => null;

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (target.Wrapper is not { } wrapper) return Injection.Impossible("the viewer isn't started through the harness");
        var order = _isSlow
            ? wrapper.OrderNext(TimeSpan.FromMilliseconds(target.Chance.Next(LeastDelayMs, MostDelayMs)))
            : wrapper.OrderNext(TimeSpan.Zero, Codes[target.Chance.Next(Codes.Length)]);
        var began = Stopwatch.GetTimestamp();
        if (!LinuxCalls.Signal(target.Viewer, LinuxCalls.SigKill)) return Injection.Impossible("the viewer was gone");
        await Task.WhenAny(order.Obeyed.Task, Task.Delay(Patience, cancellation));
        return new Injection
        {
            Began = began,
            EndsViewer = true,
            Complaint = order.Obeyed.Task.IsCompleted ? null : $"no viewer was started within {Patience.TotalSeconds} s",
        };
    }
}
