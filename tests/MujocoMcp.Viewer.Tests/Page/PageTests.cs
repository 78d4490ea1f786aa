using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Page;

public sealed class PageTests
{
    [Fact]
    public async Task The_page_tells_its_health()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var port = FreePort();
        var outcome = await viewer.Viewer.ListenAsync(port, "s-1", default);
        Assert.Equal((true, false, null), (outcome.Listening, outcome.InUse, outcome.Problem));
        using var client = new HttpClient();
        var health = await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/health");
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal("s-1", health.GetProperty("session").GetString());
        Assert.Equal(viewer.Child.Id, health.GetProperty("pid").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"http://127.0.0.1:{port}/else")).StatusCode);
        Assert.True((await viewer.Viewer.ListenAsync(port, "s-1", default)).Listening);
    }

    [Fact]
    public async Task A_port_in_use_is_an_answer_and_another_one_serves()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var viewer = await ViewerProcess.StartAsync();
        var outcome = await viewer.Viewer.ListenAsync(((IPEndPoint)taken.LocalEndpoint).Port, "s-1", default);
        Assert.Equal((false, true), (outcome.Listening, outcome.InUse));
        Assert.True((await viewer.Viewer.ListenAsync(FreePort(), "s-1", default)).Listening);
        Assert.False((await viewer.Viewer.ListenAsync(0, "s-1", default)).Listening);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
