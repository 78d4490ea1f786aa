using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Sandbox;

/// <summary>One instruction of classic BPF, <c>struct sock_filter</c>. Jumps are relative to the next instruction.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterStep(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    internal const ushort LoadCode = 0x20; // BPF_LD | BPF_W | BPF_ABS
    internal const ushort AndCode = 0x54; // BPF_ALU | BPF_AND | BPF_K
    internal const ushort EqualCode = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    internal const ushort AtLeastCode = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    internal const ushort AnyBitCode = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    internal const ushort ReturnCode = 0x06; // BPF_RET | BPF_K

    internal static FilterStep Load(uint offset) => new(LoadCode, 0, 0, offset);

    internal static FilterStep And(uint mask) => new(AndCode, 0, 0, mask);

    internal static FilterStep JumpIfEqual(uint value, byte ifTrue, byte ifFalse) => new(EqualCode, ifTrue, ifFalse, value);

    internal static FilterStep JumpIfAtLeast(uint value, byte ifTrue, byte ifFalse) => new(AtLeastCode, ifTrue, ifFalse, value);

    internal static FilterStep JumpIfAnyBit(uint bits, byte ifTrue, byte ifFalse) => new(AnyBitCode, ifTrue, ifFalse, bits);

    internal static FilterStep Return(uint answer) => new(ReturnCode, 0, 0, answer);
}
