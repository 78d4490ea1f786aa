using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Http;

/// <summary>Turns away requests that are too large to read, in words (Kestrel alone would only hang up), and those that aren't UTF-8.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="mostBytes">The largest body, bytes; Kestrel keeps to it as well, for a body that doesn't tell its length.</param>
internal sealed class BodyGuard(RequestDelegate next, long mostBytes)
{
    private const double BytesPerMiB = 1024 * 1024;
    private const int ParseError = -32700;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength > mostBytes)
        {
            await RefuseAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
        {
            await RefuseAsync(context);
        }
        catch (InvalidOperationException unreadable) when (unreadable.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) is true && !context.Response.HasStarted)
        {
            // A name that is no UTF-8 is found only when the SDK looks names up.
            await HttpRefusal.WriteAsync(context, StatusCodes.Status400BadRequest, ParseError, "The body is no JSON in UTF-8.");
        }
    }

    private Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close"; // what is left of the body isn't read
        return HttpRefusal.WriteAsync(
            context, StatusCodes.Status413PayloadTooLarge,
            $"A request may have {mostBytes / BytesPerMiB:0.#} MiB here. Server:MaxModelMiB sets the largest model; load_model can read larger ones by path.");
    }
}
