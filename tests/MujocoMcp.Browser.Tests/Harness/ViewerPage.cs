using System.Text.Json;
using Microsoft.Playwright;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>A session's page, open in the browser, and what its <c>window.mujoco</c> says.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private ViewerPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            // A socket that ends is what some tests are about.
            if (message.Type == "error" && !message.Text.Contains("WebSocket", StringComparison.Ordinal) && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong in the page's scripts.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens it and waits until it draws a frame.</summary>
    public static async Task<ViewerPage> OpenAsync(string url, ColorScheme scheme = ColorScheme.Light, int width = 960, int height = 640)
    {
        IBrowserContext context = await Chromium.NewContextAsync(scheme, width, height);
        var page = new ViewerPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(url);
        await page.UntilAsync("mujoco.frame && mujoco.drawn > 1", "the page draws");
        return page;
    }

    public Task<JsonElement> EvaluateAsync(string script) => Page.EvaluateAsync<JsonElement>($"async () => ({script})");

    public async Task<double> NumberAsync(string script) => (await EvaluateAsync(script)).GetDouble();

    /// <summary>Waits until a condition holds in the page.</summary>
    public Task UntilAsync(string condition, string what) => Wait.UntilAsync(
        async () => await Page.EvaluateAsync<bool>($"() => Boolean(window.mujoco && ({condition}))"), Patience, what);

    /// <summary>Where a point of the world is on the screen, CSS pixels.</summary>
    public async Task<(float X, float Y)> OnScreenAsync(string point)
    {
        JsonElement at = await EvaluateAsync($"(() => {{ const p = mujoco.project({point}); const box = document.getElementById('view').getBoundingClientRect(); return [box.x + p.x, box.y + p.y]; }})()");
        return ((float)at[0].GetDouble(), (float)at[1].GetDouble());
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
