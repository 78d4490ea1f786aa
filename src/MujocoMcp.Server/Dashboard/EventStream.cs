using Microsoft.AspNetCore.Http;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Dashboard;

/// <summary>Tells a visitor's sessions as server-sent events, whenever something about them changed.</summary>
/// <param name="feed">What they are like.</param>
/// <param name="ended">Cancelled when the server ends.</param>
internal sealed class EventStream(SessionsFeed feed, CancellationToken ended)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private const int BeatsOfSilence = 15;

    public async Task ServeAsync(HttpContext context, Caller caller)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ended);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy shall pass each event on at once
        try
        {
            await TellAsync(context.Response, caller, until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The visitor has gone, or the server goes.
        }
    }

    private async Task TellAsync(HttpResponse response, Caller caller, CancellationToken cancellation)
    {
        string told = "";
        using var look = new PeriodicTimer(Between);
        int silent = 0;
        do
        {
            string now = (await feed.LookAsync(caller, cancellation)).ToJsonString();
            if (now != told) await response.WriteAsync($"data: {told = now}\n\n", cancellation);
            else if (++silent % BeatsOfSilence == 0) await response.WriteAsync(": \n\n", cancellation); // so that both sides notice when the other is gone
            await response.Body.FlushAsync(cancellation);
        }
        while (await look.WaitForNextTickAsync(cancellation));
    }
}
