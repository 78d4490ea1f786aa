using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Dashboard;

/// <summary>The dashboard at <c>/</c>, and what it asks for below <c>/dashboard</c>. Its files are anybody's; the data behind them are their owner's.</summary>
internal static class DashboardEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", static context => PageFiles.ServeAsync(context, "index.html"));
        app.MapGet("/dashboard/{file}", static context => PageFiles.ServeAsync(context, (string)context.Request.RouteValues["file"]!));
        app.MapGet("/dashboard/sessions", SessionsAsync).RequireAuthorization();
        app.MapGet("/dashboard/events", static context => Of<EventStream>(context).ServeAsync(context, CallerOf(context))).RequireAuthorization();
        app.MapGet("/dashboard/thumbnail/{session}", static context => Of<Thumbnail>(context).ServeAsync(context, CallerOf(context), (string)context.Request.RouteValues["session"]!)).RequireAuthorization();
        app.MapPost("/dashboard/sign-in", SignIn).RequireAuthorization();
        app.MapPost("/dashboard/sign-out", static context =>
        {
            AccessCookie.Take(context);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static async Task SessionsAsync(HttpContext context)
    {
        string sessions = (await Of<SessionsFeed>(context).LookAsync(CallerOf(context), context.RequestAborted)).ToJsonString();
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(sessions, context.RequestAborted);
    }

    private static Task SignIn(HttpContext context)
    {
        // Nobody signs in where nobody has to.
        if (BearerToken.Of(context.Request) is { } token) AccessCookie.Give(context, token);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static T Of<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static Caller CallerOf(HttpContext context) => Principals.CallerOf(context.User, connection: null);
}
