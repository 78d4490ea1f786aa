using System.IO.Pipelines;
using MujocoMcp.Viewer.Process;

namespace MujocoMcp.Viewer.Rpc;

/// <summary>
/// Carries the parent's bytes to RPC on a thread of its own, where RPC reads and dispatches them: a call takes no way over the pool. So a blocked read
/// takes no pool thread, and the end of the pipe ends the process whatever the pool and the simulation thread are doing.
/// </summary>
internal sealed class InputPump(Stream fromParent)
{
    private const int ChunkBytes = 64 * 1024;
    private const int StackBytes = 1024 * 1024;

    // Models arrive in one piece: the writer never waits for RPC to have read.
    private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    /// <summary>Where RPC reads.</summary>
    internal PipeReader Output => _pipe.Reader;

    /// <summary>Starts to read.</summary>
    internal void Start() => new Thread(Run, StackBytes) { IsBackground = true, Name = "rpc input" }.Start();

    private void Run()
    {
        while (true)
        {
            int read;
            try
            {
                read = fromParent.Read(_pipe.Writer.GetSpan(ChunkBytes));
            }
            catch (IOException broken)
            {
                Log.Write($"reading from the parent failed: {broken.Message}");
                read = 0;
            }

            if (read == 0)
                Posix.Exit(0);
            _pipe.Writer.Advance(read);
            // Completed when it returns: there is no threshold to wait at.
            _pipe.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
