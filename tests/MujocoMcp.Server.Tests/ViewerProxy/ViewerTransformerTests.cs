using System.Net;
using Microsoft.AspNetCore.Http;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Server.ViewerProxy;

namespace MujocoMcp.Server.Tests.ViewerProxy;

/// <summary>What a viewer learns of who looks at its page, and what it may leave in their browser.</summary>
public sealed class ViewerTransformerTests
{
    private const string Session = "s-1";
    private const string Destination = "http://127.0.0.1:8001/";

    private static readonly string Page = PageCookie.NameOf(Session);
    private static readonly string OtherPage = PageCookie.NameOf("s-2");

    [Fact]
    public async Task A_visitors_access_to_the_server_does_not_reach_the_viewer()
    {
        HttpRequestMessage request = await ForwardAsync(new ViewerAddress(8001, Token: null), $"mujoco_mcp_access=secret; {OtherPage}=theirs; {Page}=a%20token");
        Assert.Null(request.Headers.Authorization);
        Assert.Equal($"{Page}=a%20token", Assert.Single(request.Headers.GetValues("Cookie")));
        Assert.Equal(Destination + "live?x=1", request.RequestUri!.ToString());
        Assert.Equal("http://127.0.0.1:8001", Assert.Single(request.Headers.GetValues("Origin")));
        Assert.Equal("kept", Assert.Single(request.Headers.GetValues("X-Other")));
    }

    [Fact]
    public async Task A_visitor_without_a_cookie_of_the_page_brings_none() =>
        Assert.False((await ForwardAsync(new ViewerAddress(8001, Token: null), "mujoco_mcp_access=secret")).Headers.Contains("Cookie"));

    [Fact]
    public async Task An_owner_comes_with_the_viewers_own_token_alone()
    {
        HttpRequestMessage request = await ForwardAsync(new ViewerAddress(8001, "of-the-viewer"), $"mujoco_mcp_access=secret; {Page}=old");
        Assert.Equal("Bearer of-the-viewer", request.Headers.Authorization!.ToString());
        Assert.False(request.Headers.Contains("Cookie"));
    }

    [Fact]
    public async Task A_viewer_sets_no_cookie_but_its_pages()
    {
        Assert.Equal([$"{Page}=token; path=/"], await SetAsync("mujoco_mcp_access=mine; path=/", $"{OtherPage}=mine", $"{Page}=token; path=/", $"{Page}x=mine"));
        Assert.Empty(await SetAsync("mujoco_mcp_access=mine"));
    }

    private static async Task<HttpRequestMessage> ForwardAsync(ViewerAddress viewer, string cookies)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = $"/viewer/{Session}/live";
        context.Request.QueryString = new QueryString("?x=1");
        context.Request.Headers.Authorization = "Bearer secret";
        context.Request.Headers.Cookie = cookies;
        context.Request.Headers.Origin = "https://robots.example";
        context.Request.Headers["X-Other"] = "kept";
        var request = new HttpRequestMessage();
        await new ViewerTransformer(viewer, Session, "/live").TransformRequestAsync(context, request, Destination, CancellationToken.None);
        return request;
    }

    private static async Task<string[]> SetAsync(params string[] cookies)
    {
        var context = new DefaultHttpContext();
        using var response = new HttpResponseMessage(HttpStatusCode.OK);
        response.Headers.Add("Set-Cookie", cookies);
        await new ViewerTransformer(new ViewerAddress(8001, Token: null), Session, "/").TransformResponseAsync(context, response, CancellationToken.None);
        return [.. context.Response.Headers.SetCookie.Select(static set => set!)];
    }
}
