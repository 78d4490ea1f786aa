using System.Text;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Drains a child's stderr, always (a full pipe would block it), and keeps the end of it.</summary>
internal sealed class StderrDrain
{
    /// <summary>How much is kept, bytes.</summary>
    internal const int Capacity = 64 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _ring = new byte[Capacity];
    private readonly Lock _gate = new();
    private readonly Task _drained;
    private long _written;

    public StderrDrain(Stream stream)
    {
        _stream = stream;
        _drained = DrainAsync();
    }

    /// <summary>The end of what was written, once the stream has ended or the wait is over.</summary>
    public async Task<string> ReadToEndAsync(TimeSpan wait)
    {
        await Task.WhenAny(_drained, Task.Delay(wait)).ConfigureAwait(false);
        return Read();
    }

    /// <summary>The end of what was written until now.</summary>
    public string Read()
    {
        lock (_gate)
        {
            var kept = (int)Math.Min(_written, Capacity);
            var bytes = new byte[kept];
            for (var i = 0; i < kept; i++) bytes[i] = _ring[(_written - kept + i) % Capacity];
            return Encoding.UTF8.GetString(bytes);
        }
    }

    private async Task DrainAsync()
    {
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await _stream.ReadAsync(buffer).ConfigureAwait(false)) > 0) Keep(buffer.AsSpan(0, read));
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // The process and its pipe are gone: what came is what there is.
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (var b in bytes) _ring[_written++ % Capacity] = b;
        }
    }
}
