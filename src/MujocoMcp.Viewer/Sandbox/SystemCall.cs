namespace MujocoMcp.Viewer.Sandbox;

/// <summary>A system call by its numbers.</summary>
/// <param name="Name">As the kernel's headers have it.</param>
/// <param name="X64">On x86-64; -1 where it has none.</param>
/// <param name="Arm64">On 64-bit Arm; -1 where it has none.</param>
internal sealed record SystemCall(string Name, int X64, int Arm64);
