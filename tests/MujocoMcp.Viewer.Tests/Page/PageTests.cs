using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Page;

public sealed class PageTests
{
    [Fact]
    public async Task The_page_tells_its_health()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var port = await PageVisitor.ListenAsync(viewer);
        using var client = new HttpClient();
        var health = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/health");
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal(viewer.Child.Id, health.GetProperty("pid").GetInt32());
        // Whose it is opens the session: told to those alone who may know.
        Assert.False(health.TryGetProperty("session", out _));
        health = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/health?token={PageVisitor.Token}");
        Assert.Equal(PageVisitor.Session, health.GetProperty("session").GetString());
        Assert.True((await viewer.Viewer.ListenAsync(new ListenRequest(port, PageVisitor.Session, PageVisitor.Token), default)).Listening);
    }

    [Fact]
    public async Task A_port_in_use_is_an_answer_and_another_one_serves()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var viewer = await ViewerProcess.StartAsync();
        var outcome = await ListenAsync(viewer, ((IPEndPoint)taken.LocalEndpoint).Port);
        Assert.Equal((false, true), (outcome.Listening, outcome.InUse));
        Assert.True((await ListenAsync(viewer, PageVisitor.FreePort())).Listening);
        Assert.False((await ListenAsync(viewer, 0)).Listening);
    }

    private static Task<ListenOutcome> ListenAsync(ViewerProcess viewer, int port) => viewer.Viewer.ListenAsync(new ListenRequest(port, PageVisitor.Session, PageVisitor.Token), default);
}
