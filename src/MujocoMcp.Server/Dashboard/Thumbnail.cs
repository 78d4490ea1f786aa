using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;

namespace MujocoMcp.Server.Dashboard;

/// <summary>A small picture of a session's first model, as <c>render</c> draws it.</summary>
internal sealed class Thumbnail(DashboardCalls calls)
{
    private const int Width = 320, Height = 200;

    public async Task ServeAsync(HttpContext context, Caller caller, string session)
    {
        ToolAnswer info = await calls.LookAtAsync(session, caller, context.RequestAborted);
        if (info.IsError)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (FirstModel(info.Structured) is not { } model || await PictureAsync(session, model, caller, context.RequestAborted) is not { } picture)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        context.Response.ContentType = picture.MediaType;
        await context.Response.Body.WriteAsync(picture.Content, context.RequestAborted);
    }

    // Drawing a parked session would start a process for it; one that works on a long command would keep the picture waiting.
    private static string? FirstModel(JsonElement info) =>
        info.GetProperty("state").GetString() == "ready" && info.GetProperty("viewer").ValueKind is JsonValueKind.Object && info.GetProperty("models").GetArrayLength() > 0
            ? info.GetProperty("models")[0].GetProperty("model_id").GetString()
            : null;

    private async Task<Contracts.Pictures.Picture?> PictureAsync(string session, string model, Caller caller, CancellationToken cancellation) =>
        (await calls.CallAsync("render", new { session_id = session, model_id = model, width = Width, height = Height, quality = "fast" }, caller, cancellation)).Picture;
}
