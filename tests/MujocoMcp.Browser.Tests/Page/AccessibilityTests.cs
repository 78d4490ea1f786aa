using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>What axe finds in the pages that people use.</summary>
public sealed class AccessibilityTests
{
    [ChromiumTheory(Needs.Npm)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_shuts_nobody_out(ColorScheme scheme)
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page, scheme);
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach((part) => part.open = true)");
        Assert.Empty(await Axe.FindAsync(page.Page));
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Help and shortcuts" }).ClickAsync();
        Assert.Empty(await Axe.FindAsync(page.Page));
    }

    [ChromiumTheory(Needs.Npm)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_dashboard_shuts_nobody_out(ColorScheme scheme)
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using IBrowserContext context = await Chromium.NewContextAsync(scheme);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(session.Root.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Under test", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(page));
    }
}
