using Microsoft.AspNetCore.Http;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Server.Access;
using Yarp.ReverseProxy.Forwarder;

namespace MujocoMcp.Server.ViewerProxy;

/// <summary>
/// Rewrites a request for the viewer, which knows itself by its own address and token only. The server checked host, origin and access of its own. What a visitor shows the server
/// is for the server alone: of the visitor's cookies the viewer gets its page's, and it sets no other. A viewer runs strangers' models, and may have been taken over by one.
/// </summary>
internal sealed class ViewerTransformer(ViewerAddress viewer, string session, PathString path) : HttpTransformer
{
    private readonly string _cookie = PageCookie.NameOf(session);

    public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destination, CancellationToken cancellation)
    {
        await base.TransformRequestAsync(context, request, destination, cancellation);
        request.RequestUri = RequestUtilities.MakeDestinationAddress(destination, path, context.Request.QueryString);
        request.Headers.Host = null; // the destination's
        if (request.Headers.Remove("Origin")) request.Headers.Add("Origin", destination.TrimEnd('/'));
        request.Headers.Remove("Cookie");
        request.Headers.Authorization = viewer.Token is { } token ? new("Bearer", token) : null;
        // Without a token of the server's, the one that the visitor brought counts: in the page's cookie, the query or the WebSocket's protocols.
        if (viewer.Token is null && context.Request.Cookies[_cookie] is { } brought) request.Headers.Add("Cookie", $"{_cookie}={Uri.EscapeDataString(brought)}");
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext context, HttpResponseMessage? response, CancellationToken cancellation)
    {
        bool hasBody = await base.TransformResponseAsync(context, response, cancellation);
        IHeaderDictionary headers = context.Response.Headers;
        headers.SetCookie = headers.SetCookie.Where(set => set!.StartsWith(_cookie + "=", StringComparison.Ordinal)).ToArray();
        return hasBody;
    }
}
