using Microsoft.AspNetCore.Http;
using MujocoMcp.Server.Access;
using Yarp.ReverseProxy.Forwarder;

namespace MujocoMcp.Server.ViewerProxy;

/// <summary>Rewrites a request for the viewer, which knows itself by its own address and token only. The server checked host, origin and access of its own.</summary>
internal sealed class ViewerTransformer(ViewerAddress viewer, PathString path) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(HttpContext context, HttpRequestMessage request, string destination, CancellationToken cancellation)
    {
        await base.TransformRequestAsync(context, request, destination, cancellation);
        request.RequestUri = RequestUtilities.MakeDestinationAddress(destination, path, context.Request.QueryString);
        request.Headers.Host = null; // the destination's
        if (request.Headers.Remove("Origin")) request.Headers.Add("Origin", destination.TrimEnd('/'));
        if (viewer.Token is null) return; // the visitor's own token or cookie is what counts
        request.Headers.Remove("Cookie");
        request.Headers.Authorization = new("Bearer", viewer.Token);
    }
}
