using System.IO.Pipes;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Sessions.Spawning;

/// <summary>The three pipes between this process and a child: both ends of each until the child has its own.</summary>
internal sealed unsafe partial class ChildPipes : IDisposable
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private readonly SafePipeHandle[] _childEnds;

    public ChildPipes()
    {
        var (input, output, error) = (Open(), Open(), Open());
        _childEnds = [input.Read, output.Write, error.Write];
        Stdin = new AnonymousPipeClientStream(PipeDirection.Out, input.Write);
        Stdout = new AnonymousPipeClientStream(PipeDirection.In, output.Read);
        Stderr = new AnonymousPipeClientStream(PipeDirection.In, error.Read);
    }

    /// <summary>What the child reads.</summary>
    public Stream Stdin { get; }

    /// <summary>What the child writes.</summary>
    public Stream Stdout { get; }

    public Stream Stderr { get; }

    /// <summary>The child's stdin, stdout and stderr.</summary>
    public int[] ChildDescriptors => [.. _childEnds.Select(static end => (int)end.DangerousGetHandle())];

    /// <summary>The child has its ends, or never will: here they would keep its pipes open after its end.</summary>
    public void CloseChildEnds()
    {
        foreach (var end in _childEnds) end.Dispose();
    }

    public void Dispose()
    {
        CloseChildEnds();
        Stdin.Dispose();
        Stdout.Dispose();
        Stderr.Dispose();
    }

    private static (SafePipeHandle Read, SafePipeHandle Write) Open()
    {
        var ends = stackalloc int[2];
        return Create(ends, CloseOnExec) == 0
            ? (new SafePipeHandle(ends[0], ownsHandle: true), new SafePipeHandle(ends[1], ownsHandle: true))
            : throw new SpawnFailedException($"pipe2: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Create(int* ends, int flags);
}
