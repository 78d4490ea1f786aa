using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using MujocoMcp.Server.Access;
using MujocoMcp.Server.Http;
using Yarp.ReverseProxy.Forwarder;

namespace MujocoMcp.Server.ViewerProxy;

/// <summary>The pages of viewers at <c>/viewer/{session_id}/</c>: the address stays, whatever process and port is behind it.</summary>
internal sealed class ViewerForwarding(
    ViewerAddresses addresses, IHttpForwarder forwarder, IAuthorizationService authorization, IAuthorizationPolicyProvider policies, IHostApplicationLifetime lifetime) : IDisposable
{
    private const string Prefix = "/viewer";

    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(2) };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    public static void Map(IEndpointRouteBuilder app, Func<HttpContext, ViewerForwarding> of)
    {
        app.MapGet($"{Prefix}/{{session}}/{{**rest}}", context => of(context).ServeAsync(context));
    }

    public void Dispose() => _client.Dispose();

    private async Task ServeAsync(HttpContext context)
    {
        var session = (string)context.Request.RouteValues["session"]!;
        string rest = context.Request.Path.Value![$"{Prefix}/{session}".Length..];
        if (rest.Length == 0)
        {
            // The page's addresses are relative to its folder.
            context.Response.Redirect($"{context.Request.PathBase}{context.Request.Path}/{context.Request.QueryString}");
            return;
        }

        // Somebody who opens the page wants the session at work; a page that looks for its viewer again doesn't bring one back that was ended.
        (bool isAllowed, ViewerAddress? viewer) = await FindAsync(context, session, start: rest == "/");
        if (viewer is not null)
        {
            // A page that is left open doesn't hold up the server's end.
            await forwarder.SendAsync(context, $"http://127.0.0.1:{viewer.Port}/", _client, Patience, new ViewerTransformer(viewer, session, rest), lifetime.ApplicationStopping);
        }
        else if (isAllowed)
        {
            context.Response.Headers.RetryAfter = "1";
            await HttpRefusal.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "This session has no process at the moment that serves its page. Try again, or open the page anew.");
        }
        else
        {
            await HttpRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, "There is no such session, or it is not yours. open_viewer gives a link with the token that it takes; the dashboard at / lists your own.");
        }
    }

    private async Task<(bool IsAllowed, ViewerAddress? Viewer)> FindAsync(HttpContext context, string session, bool start)
    {
        AuthorizationPolicy policy = await policies.GetDefaultPolicyAsync();
        if ((await authorization.AuthorizeAsync(context.User, policy)).Succeeded)
        {
            (bool isOwn, ViewerAddress? viewer) = await addresses.FindAsync(session, Principals.CallerOf(context.User, connection: null), start, context.RequestAborted);
            if (isOwn) return (true, viewer);
        }

        ViewerAddress? asked = await addresses.FindAsync(session, context.RequestAborted);
        return (asked is not null, asked);
    }
}
