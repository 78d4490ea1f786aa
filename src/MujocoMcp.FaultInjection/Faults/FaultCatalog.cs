using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>Every kind of fault there is.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new SignalFault("sigkill", LinuxCalls.SigKill),
        new SignalFault("sigsegv", LinuxCalls.SigSegv),
        new SignalFault("sigabrt", LinuxCalls.SigAbrt),
        new SignalFault("sigstop", LinuxCalls.SigStop),
        StartFault.Slow,
        StartFault.ExitCode,
        PipeFault.Garbage,
        PipeFault.Silence,
        PipeFault.HalfFrame,
        new StderrFlood(),
        PipeFault.StdinClosed,
        new PortTaken(),
        ModelFault.MemoryBlowUp,
        ModelFault.NanPhysics,
        ModelFault.FatalEngineError,
        new DiskFull(),
        new JournalLocked(),
        new ServerKill(),
        new ClockJump(),
    ];
}
