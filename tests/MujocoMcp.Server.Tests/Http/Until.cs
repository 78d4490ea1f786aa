namespace MujocoMcp.Server.Tests.Http;

internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Waits for what another thread or process makes true.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var patience = new CancellationTokenSource(Limit);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Not within {Limit.TotalSeconds} s: {what}.");
            await look.WaitForNextTickAsync();
        }
    }
}
