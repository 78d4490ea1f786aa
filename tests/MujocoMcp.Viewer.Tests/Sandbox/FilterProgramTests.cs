using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MujocoMcp.Viewer.Sandbox;

namespace MujocoMcp.Viewer.Tests.Sandbox;

/// <summary>The filter's program, run by an interpreter of the kernel's rules for both architectures; that the kernel runs it too is tested with a process.</summary>
public sealed partial class FilterProgramTests
{
    private const int Own = 4711;
    private const uint X64Audit = 0xC000_003E;
    private const uint Arm64Audit = 0xC000_00B7;
    private const uint Denied = FilterProgram.Fail | FilterProgram.NotPermitted;

    public static TheoryData<Architecture> Architectures => [Architecture.X64, Architecture.Arm64];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void What_a_viewer_never_needs_is_denied_and_what_is_younger_than_the_list_does_not_exist(Architecture architecture)
    {
        foreach (var call in SystemCalls.Denied.Where(call => Number(call, architecture) >= 0))
            Assert.Equal((call.Name, Denied), (call.Name, Judge(architecture, Number(call, architecture))));
        foreach (var call in SystemCalls.Missing) Assert.Equal(FilterProgram.Fail | FilterProgram.NoSuchCall, Judge(architecture, Number(call, architecture)));
        Assert.Equal(FilterProgram.Fail | FilterProgram.NoSuchCall, Judge(architecture, SystemCalls.Newest + 1));
        // x32 calls of an x86-64 process carry this bit.
        Assert.Equal(FilterProgram.Fail | FilterProgram.NoSuchCall, Judge(architecture, 0x4000_0000 | 59));
        foreach (var allowed in architecture is Architecture.X64 ? new[] { 0, 1, 9, 10, 202, 49, 50, 288 } : [63, 64, 222, 226, 98, 200, 201, 242])
            Assert.Equal(FilterProgram.Allow, Judge(architecture, allowed));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Another_architectures_entry_ends_the_process(Architecture architecture) =>
        Assert.Equal(FilterProgram.End, Run(new FilterProgram(architecture, Own).Write(), 0x4000_0003, 0, []));

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Sockets_are_TCP_alone(Architecture architecture)
    {
        const ulong ipv4 = 2, ipv6 = 10, unix = 1, netlink = 16, stream = 1, datagram = 2, raw = 3, flags = 0x80800;
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.Socket, ipv4, stream | flags));
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.Socket, ipv6, stream));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.Socket, ipv4, datagram | flags));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.Socket, ipv6, raw));
        foreach (var family in new[] { unix, netlink }) Assert.Equal(FilterProgram.Fail | FilterProgram.NoSuchFamily, Judge(architecture, SystemCalls.Socket, family, stream));
        const ulong fastOpen = 0x2000_0000;
        Assert.Equal(Denied, Judge(architecture, SystemCalls.SendTo, 3, 0, 0, fastOpen));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.SendMessage, 3, 0, fastOpen));
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.SendTo, 3, 0, 0, 0x4000));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Threads_yes_processes_no_and_signals_only_to_itself(Architecture architecture)
    {
        const ulong thread = 0x3D0F00, fork = 17;
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.Clone, thread));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.Clone, fork));
        foreach (var signal in new[] { SystemCalls.Kill, SystemCalls.SignalThread, SystemCalls.QueueSignal, SystemCalls.QueueThreadSignal })
        {
            Assert.Equal(FilterProgram.Allow, Judge(architecture, signal, Own));
            foreach (var other in new ulong[] { 1, 0, ulong.MaxValue }) Assert.Equal((signal.Name, Denied), (signal.Name, Judge(architecture, signal, other)));
        }

        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.SetAffinity, 0));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.SetAffinity, Own + 1));
        Assert.Equal(Denied, Judge(architecture, SystemCalls.ControlProcess, 1));
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.ControlProcess, 15));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Files_are_opened_to_read_and_limits_are_read(Architecture architecture)
    {
        const uint accessDenied = FilterProgram.Fail | FilterProgram.AccessDenied;
        foreach (var flags in new ulong[] { 1, 2, 0x40, 0x200, 0x80001 }) Assert.Equal(accessDenied, Judge(architecture, SystemCalls.OpenAt, 0, 0, flags));
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.OpenAt, 0, 0, 0x80000));
        Assert.Equal(FilterProgram.Fail, Judge(architecture, SystemCalls.LockFile, 3, 2));
        if (architecture is Architecture.X64) Assert.Equal(accessDenied, Judge(architecture, SystemCalls.Open, 0, 1));
        Assert.Equal(FilterProgram.Allow, Judge(architecture, SystemCalls.ResourceLimits, 0, 7, 0));
        foreach (var pointer in new ulong[] { 0x7FFF_0000, 0x7FFF_0000_0000 }) Assert.Equal(Denied, Judge(architecture, SystemCalls.ResourceLimits, 0, 7, pointer));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void What_may_be_appended_to_is_left_to_Landlock_where_that_decides_about_paths(Architecture architecture)
    {
        const ulong append = 0x442, write = 0x401, truncate = 0x642;
        const uint accessDenied = FilterProgram.Fail | FilterProgram.AccessDenied;
        Assert.Equal(accessDenied, Judge(architecture, SystemCalls.OpenAt, 0, 0, append));
        var restricted = new FilterProgram(architecture, Own) { ArePathsRestricted = true }.Write();
        Assert.Equal(FilterProgram.Allow, Run(restricted, AuditOf(architecture), (uint)Number(SystemCalls.OpenAt, architecture), [0, 0, append]));
        foreach (var flags in new[] { write, truncate }) Assert.Equal(accessDenied, Run(restricted, AuditOf(architecture), (uint)Number(SystemCalls.OpenAt, architecture), [0, 0, flags]));
    }

    [Theory]
    [InlineData("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", Architecture.X64)]
    [InlineData("/usr/include/asm-generic/unistd.h", Architecture.Arm64)]
    public void The_numbers_are_the_kernels(string header, Architecture architecture)
    {
        if (!File.Exists(header)) return; // a machine without the kernel's headers has nothing to compare with
        var numbers = new Dictionary<string, int>();
        foreach (Match match in Definition().Matches(File.ReadAllText(header)))
            numbers.TryAdd(match.Groups["name"].Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture));
        SystemCall[] named =
        [
            SystemCalls.Socket, SystemCalls.Clone, SystemCalls.Kill, SystemCalls.SignalThread, SystemCalls.QueueSignal, SystemCalls.QueueThreadSignal,
            SystemCalls.ControlProcess, SystemCalls.ResourceLimits, SystemCalls.SetAffinity, SystemCalls.Open, SystemCalls.OpenAt, SystemCalls.LockFile, SystemCalls.SendTo, SystemCalls.SendMessage,
        ];
        foreach (var call in SystemCalls.Denied.Concat(SystemCalls.Missing).Concat(named).Where(call => numbers.ContainsKey(call.Name)))
            Assert.Equal((call.Name, numbers[call.Name]), (call.Name, Number(call, architecture)));
        Assert.True(numbers.Count > 300);
    }

    private static int Number(SystemCall call, Architecture architecture) => architecture is Architecture.X64 ? call.X64 : call.Arm64;

    private static uint Judge(Architecture architecture, SystemCall call, params ulong[] arguments) => Judge(architecture, Number(call, architecture), arguments);

    private static uint Judge(Architecture architecture, int number, params ulong[] arguments) =>
        Run(new FilterProgram(architecture, Own).Write(), AuditOf(architecture), (uint)number, arguments);

    private static uint AuditOf(Architecture architecture) => architecture is Architecture.X64 ? X64Audit : Arm64Audit;

    private static uint Run(FilterStep[] program, uint audit, uint number, ulong[] arguments)
    {
        var data = new byte[64];
        BitConverter.TryWriteBytes(data, number);
        BitConverter.TryWriteBytes(data.AsSpan(4), audit);
        for (var i = 0; i < arguments.Length; i++) BitConverter.TryWriteBytes(data.AsSpan(16 + (8 * i)), arguments[i]);
        var register = 0u;
        for (var at = 0; ; at++)
        {
            var step = program[at];
            switch (step.Code)
            {
                case FilterStep.LoadCode:
                    register = BitConverter.ToUInt32(data, (int)step.Value);
                    break;
                case FilterStep.AndCode:
                    register &= step.Value;
                    break;
                case FilterStep.ReturnCode:
                    return step.Value;
                default:
                    var holds = step.Code switch
                    {
                        FilterStep.EqualCode => register == step.Value,
                        FilterStep.AtLeastCode => register >= step.Value,
                        FilterStep.AnyBitCode => (register & step.Value) != 0,
                        _ => throw new InvalidOperationException($"No instruction of a filter: {step.Code}."),
                    };
                    at += holds ? step.IfTrue : step.IfFalse;
                    break;
            }
        }
    }

    [GeneratedRegex(@"^#define __NR(3264)?_(?<name>\w+)\s+(?<number>\d+)", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
