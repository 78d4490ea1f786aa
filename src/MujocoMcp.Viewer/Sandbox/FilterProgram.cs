using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Sandbox;

/// <summary>
/// Writes the program by which the kernel judges every system call of a viewer: classic BPF over <c>struct seccomp_data</c>, by hand.
/// Its answers are errors, not signals: a library that tries something else first goes on.
/// </summary>
/// <param name="architecture">Whose numbers are meant.</param>
/// <param name="process">The only process that signals may go to.</param>
internal sealed class FilterProgram(Architecture architecture, int process)
{
    internal const uint Allow = 0x7FFF_0000; // SECCOMP_RET_ALLOW
    internal const uint End = 0x8000_0000; // SECCOMP_RET_KILL_PROCESS
    internal const uint Fail = 0x0005_0000; // SECCOMP_RET_ERRNO, the error in its low half
    internal const uint NotPermitted = 1; // EPERM
    internal const uint AccessDenied = 13; // EACCES
    internal const uint NoSuchCall = 38; // ENOSYS
    internal const uint NoSuchFamily = 97; // EAFNOSUPPORT

    private const uint Number = 0; // offsets in struct seccomp_data
    private const uint ArchitectureAt = 4;
    private const uint Arguments = 16;

    private const uint Ipv4 = 2; // AF_INET
    private const uint Ipv6 = 10; // AF_INET6
    private const uint SocketType = 0xF; // beside it stand SOCK_CLOEXEC and SOCK_NONBLOCK
    private const uint Stream = 1; // SOCK_STREAM
    private const uint ThreadOfThisProcess = 0x1_0000; // CLONE_THREAD
    private const uint ParentDeathSignal = 1; // PR_SET_PDEATHSIG
    private const uint FastOpen = 0x2000_0000; // MSG_FASTOPEN: a send that connects
    private const uint WriteOrCreate = 0x1 | 0x2 | 0x40 | 0x200; // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
    private const uint Append = 0x2 | 0x40 | 0x400; // O_RDWR, O_CREAT, O_APPEND: fopen's "a+"

    private readonly List<FilterStep> _steps = [];

    /// <summary>Whether Landlock decides which paths may be opened: then <c>"a+"</c> is left to it, by which Mesa opens what stands for its cache.</summary>
    internal bool ArePathsRestricted { get; init; }

    private uint Audit => architecture switch
    {
        Architecture.X64 => 0xC000_003E, // AUDIT_ARCH_X86_64
        _ => 0xC000_00B7, // AUDIT_ARCH_AARCH64
    };

    /// <summary>The program.</summary>
    internal FilterStep[] Write()
    {
        // Another architecture's entry (32-bit calls of a 64-bit process) would be judged by the wrong numbers.
        Load(ArchitectureAt);
        SkipIfEqual(Audit);
        Return(End);
        Load(Number);
        _steps.Add(FilterStep.JumpIfAtLeast(SystemCalls.Newest + 1, 0, 1));
        Return(Fail | NoSuchCall);
        foreach (var call in SystemCalls.Denied) WhereCalled(call, () => Return(Fail | NotPermitted));
        foreach (var call in SystemCalls.Missing) WhereCalled(call, () => Return(Fail | NoSuchCall));
        WhereCalled(SystemCalls.Clone, () => DenyUnless(0, ThreadOfThisProcess));
        foreach (var signal in new[] { SystemCalls.Kill, SystemCalls.SignalThread, SystemCalls.QueueSignal, SystemCalls.QueueThreadSignal })
            WhereCalled(signal, () => AllowEqual(0, (uint)process));
        WhereCalled(SystemCalls.ControlProcess, () => Deny(0, ParentDeathSignal));
        WhereCalled(SystemCalls.ResourceLimits, DenyNewLimits);
        // Of the calling thread alone: a runtime that compiles as it runs sets it for each thread that it starts, or starts none.
        WhereCalled(SystemCalls.SetAffinity, () => AllowEqual(0, 0));
        WhereCalled(SystemCalls.Open, () => DenyWriting(1));
        WhereCalled(SystemCalls.OpenAt, () => DenyWriting(2));
        // Done, it says, and isn't: what viewers read they share, and one that held a lock would keep the others from it.
        WhereCalled(SystemCalls.LockFile, () => Return(Fail));
        WhereCalled(SystemCalls.SendTo, () => DenyBits(3, FastOpen, NotPermitted));
        WhereCalled(SystemCalls.SendMessage, () => DenyBits(2, FastOpen, NotPermitted));
        WhereCalled(SystemCalls.Socket, AllowTcp);
        Return(Allow);
        return [.. _steps];
    }

    // The body ends with an answer, whatever it finds: it may overwrite the number that was loaded.
    private void WhereCalled(SystemCall call, Action body)
    {
        var number = architecture is Architecture.X64 ? call.X64 : call.Arm64;
        if (number < 0)
            return;
        var jump = _steps.Count;
        _steps.Add(default);
        body();
        _steps[jump] = FilterStep.JumpIfEqual((uint)number, 0, checked((byte)(_steps.Count - jump - 1)));
    }

    private void AllowTcp()
    {
        Load(Argument(0));
        _steps.Add(FilterStep.JumpIfEqual(Ipv4, 2, 0));
        SkipIfEqual(Ipv6);
        Return(Fail | NoSuchFamily);
        Load(Argument(1));
        _steps.Add(FilterStep.And(SocketType));
        SkipIfEqual(Stream);
        Return(Fail | NotPermitted);
        Return(Allow);
    }

    // A pointer to new limits, in either half of the argument.
    private void DenyNewLimits()
    {
        Load(Argument(2));
        SkipIfEqual(0);
        Return(Fail | NotPermitted);
        Load(Argument(2) + sizeof(uint));
        SkipIfEqual(0);
        Return(Fail | NotPermitted);
        Return(Allow);
    }

    private void AllowEqual(int argument, uint value)
    {
        Load(Argument(argument));
        SkipIfEqual(value);
        Return(Fail | NotPermitted);
        Return(Allow);
    }

    private void Deny(int argument, uint value)
    {
        Load(Argument(argument));
        _steps.Add(FilterStep.JumpIfEqual(value, 0, 1));
        Return(Fail | NotPermitted);
        Return(Allow);
    }

    private void DenyWriting(int flags)
    {
        if (ArePathsRestricted)
        {
            Load(Argument(flags));
            _steps.Add(FilterStep.JumpIfEqual(Append, 0, 1));
            Return(Allow);
        }

        DenyBits(flags, WriteOrCreate, AccessDenied);
    }

    private void DenyBits(int argument, uint bits, uint error)
    {
        Load(Argument(argument));
        _steps.Add(FilterStep.JumpIfAnyBit(bits, 0, 1));
        Return(Fail | error);
        Return(Allow);
    }

    private void DenyUnless(int argument, uint bits)
    {
        Load(Argument(argument));
        _steps.Add(FilterStep.JumpIfAnyBit(bits, 1, 0));
        Return(Fail | NotPermitted);
        Return(Allow);
    }

    private static uint Argument(int index) => Arguments + ((uint)index * sizeof(ulong)); // its low half: both architectures are little-endian

    private void Load(uint offset) => _steps.Add(FilterStep.Load(offset));

    private void SkipIfEqual(uint value) => _steps.Add(FilterStep.JumpIfEqual(value, 1, 0));

    private void Return(uint answer) => _steps.Add(FilterStep.Return(answer));
}
