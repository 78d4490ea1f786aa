namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>Waits for conditions that only another process can make true.</summary>
internal static class Wait
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        using var patience = new CancellationTokenSource(limit);
        using var look = new PeriodicTimer(Between);
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, $"Not within {limit.TotalSeconds} s: {what}.");
            await look.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(Func<bool> condition, TimeSpan limit, string what) => UntilAsync(() => Task.FromResult(condition()), limit, what);
}
