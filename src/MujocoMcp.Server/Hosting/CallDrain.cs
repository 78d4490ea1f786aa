using Microsoft.Extensions.Hosting;

namespace MujocoMcp.Server.Hosting;

/// <summary>The last stretch of a server that was told to end: calls in flight may go on for a while.</summary>
internal sealed class CallDrain : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _stopping;

    public CallDrain(IHostApplicationLifetime lifetime, TimeSpan budget)
    {
        Begun = lifetime.ApplicationStopping;
        _stopping = Begun.Register(() => _over.CancelAfter(budget));
    }

    /// <summary>Cancelled when the server is told to end.</summary>
    public CancellationToken Begun { get; }

    /// <summary>Cancelled when they have had their time.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        _over.Dispose();
    }
}
