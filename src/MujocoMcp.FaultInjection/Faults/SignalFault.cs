using System.Diagnostics;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The viewer gets a signal: it is killed, crashes, or stops.</summary>
internal sealed class SignalFault(string kind, int signal) : IFault
{
    // The .NET runtime takes the first SIGSEGV that comes by kill for a fault that it will see again, and gives the signal back its default action.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);
    private const int MostSignals = 200;

    public string Kind => kind;

    public FaultScope Scope => FaultScope.Session;

    public int Weight => signal == LinuxCalls.SigStop ? 6 : 12;

    public string? WhyNot(FaultSite site) => null;

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        if (!LinuxCalls.Signal(target.Viewer, signal)) return Injection.Impossible("the viewer was gone");
        for (var i = 0; i < MostSignals && signal != LinuxCalls.SigStop && ProcessTable.Lives(target.Viewer); i++)
        {
            await Task.Delay(Between, cancellation);
            LinuxCalls.Signal(target.Viewer, signal);
        }

        return new Injection { Began = began, EndsViewer = true };
    }
}
