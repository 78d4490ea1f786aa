using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;
using MujocoMcp.Browser.Tests.Page;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Dashboard;

/// <summary>The page of the server, from a browser.</summary>
public sealed partial class DashboardTests
{
    [ChromiumFact(Needs.Renderer)]
    public async Task It_shows_sessions_faults_as_they_happen_and_leads_to_their_pages()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using IBrowserContext context = await Chromium.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(session.Root.ToString());
        ILocator card = page.Locator($"[data-session={session.Id}]");
        await Assertions.Expect(card).ToContainTextAsync("ready");
        await Assertions.Expect(page.GetByText("No process was lost.")).ToBeVisibleAsync();
        await Assertions.Expect(card.Locator("img[src^=blob]")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        Kernel.Signal(await session.ViewerPidAsync(), Kernel.SigKill);
        ILocator fault = page.Locator("#fault-list li");
        await Assertions.Expect(fault).ToContainTextAsync("SIGKILL", new() { Timeout = 30_000 });
        await Assertions.Expect(fault).ToContainTextAsync("bit for bit", new() { Timeout = 30_000 });

        await card.GetByRole(AriaRole.Link, new() { Name = "Under test", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(session.Page);
        await Assertions.Expect(page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [ChromiumFact]
    public async Task Who_shows_no_token_sees_no_session_and_who_does_sees_their_own()
    {
        await using var program = await HttpProgram.StartAsync(("MUJOCO_MCP_TOKEN", "the-secret-of-the-owner"), ("MUJOCO_MCP__Access__Tokens__alice__Secret", "the-secret-of-alice"));
        await using var alice = await program.ConnectAsync("the-secret-of-alice", HttpProgram.Stateful);
        var session = (string)(await HttpProgram.CallAsync(alice, "open_session", new { label = "Alice's" }))["session_id"]!;
        await HttpProgram.CallAsync(alice, "load_model", new { session_id = session, xml = Scenes.Markers });
        await using IBrowserContext context = await Chromium.NewContextAsync();
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(program.Root.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await SignInAsync(page, "not-a-token-of-anybody");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("doesn't know that token");
        Assert.Equal((int)HttpStatusCode.Forbidden, (await page.Context.APIRequest.GetAsync($"{program.Root}viewer/{session}/")).Status);

        await SignInAsync(page, "the-secret-of-the-owner");
        await Assertions.Expect(page.GetByText("No session yet")).ToBeVisibleAsync();
        Assert.Equal((int)HttpStatusCode.Forbidden, (await page.Context.APIRequest.GetAsync($"{program.Root}viewer/{session}/")).Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await SignInAsync(page, "the-secret-of-alice");
        await page.GetByRole(AriaRole.Link, new() { Name = "Alice's", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(MyTitle(), new() { Timeout = 30_000 });
        // What lets a browser in lets no page call a tool.
        IAPIResponse mcp = await page.Context.APIRequest.PostAsync($"{program.Root}mcp", new() { DataObject = new { jsonrpc = "2.0", id = 1, method = "tools/list" } });
        Assert.Equal((int)HttpStatusCode.Unauthorized, mcp.Status);
    }

    [ChromiumFact]
    public async Task A_link_of_open_viewer_opens_the_page_for_whoever_has_it()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        var link = (string)(await session.CallAsync("open_viewer"))["viewer_url"]!;
        await using var page = await ViewerPage.OpenAsync(link);
        Assert.DoesNotContain("token", page.Page.Url, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(link.Split('?')[0])).StatusCode);
    }

    [GeneratedRegex("^Alice's")]
    private static partial Regex MyTitle();

    private static async Task SignInAsync(IPage page, string token)
    {
        await page.GetByLabel("Token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
