namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The viewer's stderr carries megabytes: whoever doesn't drain it blocks the viewer.</summary>
internal sealed class StderrFlood : IFault
{
    private const int Chunks = 128;
    private const int ChunkBytes = 64 * 1024;

    public string Kind => "stderr_flood";

    public FaultScope Scope => FaultScope.Session;

    public string? WhyNot(FaultSite site) => null;

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        FileStream stderr;
        try
        {
            stderr = new FileStream($"/proc/{target.Viewer}/fd/2", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return Injection.Impossible($"the viewer's stderr can't be opened: {closed.Message}");
        }

        using (stderr)
        {
            var flood = new byte[ChunkBytes];
            flood.AsSpan().Fill((byte)'!');
            // A pipe that nobody drains would block this thread, not the caller's.
            await Task.Run(
                () =>
                {
                    for (var i = 0; i < Chunks; i++) stderr.Write(flood);
                },
                cancellation);
        }

        return new Injection();
    }
}
