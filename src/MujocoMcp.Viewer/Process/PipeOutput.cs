using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Viewer.Process;

/// <summary>The writing end of a pipe that is read all the time. It writes on the spot: <see cref="FileStream"/> would send each write to a thread of the
/// pool, which takes longer than the write.</summary>
internal sealed class PipeOutput(SafeFileHandle pipe) : FileStream(pipe, FileAccess.Write, bufferSize: 0)
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }
}
