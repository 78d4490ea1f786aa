using System.Text;

namespace MujocoMcp.FaultInjection.Pipes;

/// <summary>Carries what a server and one viewer say to each other, unless a fault says otherwise.</summary>
internal sealed class PipeRelay : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly FileStream _fromServer;
    private readonly FileStream _toServer;
    private readonly FileStream _toViewer;
    private readonly FileStream _fromViewer;
    private readonly Lock _serverGate = new();
    private volatile bool _isSilent;
    private volatile bool _halvesNext;

    private PipeRelay(FileStream fromServer, FileStream toServer, FileStream toViewer, FileStream fromViewer) =>
        (_fromServer, _toServer, _toViewer, _fromViewer) = (fromServer, toServer, toViewer, fromViewer);

    /// <summary>Takes the pipes of a process that waits to become a viewer, and gives it others.</summary>
    public static PipeRelay Take(int pid, string input, string output)
    {
        // The process opens the one, then the other, and waits at each for its far end. Not before the first is open are its own stdin and stdout
        // in their places: the shell moves them about to write its number.
        var toViewer = Open(input, FileAccess.Write);
        var fromServer = Open($"/proc/{pid}/fd/0", FileAccess.Read);
        var toServer = Open($"/proc/{pid}/fd/1", FileAccess.Write);
        var fromViewer = Open(output, FileAccess.Read);
        File.Delete(input);
        File.Delete(output);
        return new PipeRelay(fromServer, toServer, toViewer, fromViewer);
    }

    /// <summary>Says something to the process before it is a viewer.</summary>
    public void Tell(string line) => _toViewer.Write(Encoding.ASCII.GetBytes(line));

    /// <summary>Writes to the server what the viewer never said.</summary>
    public void Inject(ReadOnlySpan<byte> bytes)
    {
        lock (_serverGate) _toServer.Write(bytes);
    }

    /// <summary>From now on the server hears nothing.</summary>
    public void FallSilent() => _isSilent = true;

    /// <summary>The next thing that the viewer says breaks off in its middle, and the pipe with it.</summary>
    public void HalveNext() => _halvesNext = true;

    /// <summary>The viewer reads the end of its input.</summary>
    public void CloseInput() => _toViewer.Dispose();

    /// <summary>Returns when the viewer has ended or its pipe was closed.</summary>
    public void CarryToServer()
    {
        var chunk = new byte[ChunkBytes];
        while (Read(_fromViewer, chunk) is var read and > 0)
        {
            if (_isSilent) continue;
            if (_halvesNext) read /= 2;
            Inject(chunk.AsSpan(0, read));
            if (!_halvesNext) continue;
            _toServer.Dispose();
            WaitForViewerToEnd();
        }
    }

    /// <summary>Returns when the server has closed the viewer's input, or the viewer has ended.</summary>
    public void CarryToViewer()
    {
        var chunk = new byte[ChunkBytes];
        try
        {
            while (Read(_fromServer, chunk) is var read and > 0) _toViewer.Write(chunk.AsSpan(0, read));
            _toViewer.Dispose();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The viewer is gone, or its input was closed by a fault.
        }
        finally
        {
            _fromServer.Dispose();
        }
    }

    public void WaitForViewerToEnd()
    {
        var chunk = new byte[ChunkBytes];
        while (Read(_fromViewer, chunk) > 0)
        {
            // Nobody listens any more.
        }
    }

    public void Dispose()
    {
        _toServer.Dispose();
        _toViewer.Dispose();
        _fromViewer.Dispose();
        // A read of the server's end may be under way on its thread; it ends when the server closes its own.
        _fromServer.Dispose();
    }

    private static int Read(FileStream from, byte[] into)
    {
        try
        {
            return from.Read(into);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }

    // Shared in every way: without it the runtime takes an advisory lock.
    private static FileStream Open(string path, FileAccess access) => new(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
