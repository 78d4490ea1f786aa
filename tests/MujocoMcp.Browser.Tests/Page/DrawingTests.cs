using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>What the page draws, by its scene graph and by its pixels.</summary>
public sealed class DrawingTests
{
    private const int Plane = 0, Hfield = 1, Sphere = 2, Capsule = 3, Ellipsoid = 4, Cylinder = 5, Box = 6, Mesh = 7;

    [ChromiumFact]
    public async Task Every_kind_of_geom_is_in_the_scene_graph_and_in_the_picture()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Kinds);
        await using var page = await ViewerPage.OpenAsync(session.Page);

        JsonElement[] geoms = [.. (await page.EvaluateAsync("mujoco.geoms()")).EnumerateArray()];
        Assert.Equal([Plane, Hfield, Sphere, Capsule, Ellipsoid, Cylinder, Box, Mesh], geoms.Select(static geom => geom.GetProperty("type").GetInt32()).Distinct().Order());
        Assert.True(geoms.Single(static geom => geom.GetProperty("type").GetInt32() == Plane).GetProperty("textured").GetBoolean());
        Assert.Contains("sky", (await page.EvaluateAsync("mujoco.objects()")).EnumerateArray().Select(static one => one.GetString()));

        await page.EvaluateAsync("mujoco.setView({ lookat: [-0.5, 0, 0.6], distance: 6, azimuth: 90, elevation: -8 })");
        foreach ((double x, string expected) in new (double, string)[] { (-3, "r"), (-2, "g"), (-1, "b"), (0, "rg"), (1, "rb"), (2, "gb") })
            Assert.Equal(expected, await HueAsync(page, $"[{x}, 0, 0.6]"));
    }

    [ChromiumFact]
    public async Task Groups_and_flags_show_and_hide()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Kinds);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        const string Spheres = "mujoco.geoms().filter(g => g.type === 2 && g.stands === 3).length";
        Assert.Equal(1, await page.NumberAsync(Spheres));

        await page.Page.Locator("summary", new() { HasText = "Groups" }).ClickAsync();
        await page.Page.GetByLabel("geom group 3").ClickAsync();
        await page.UntilAsync($"{Spheres} === 2", "group 3 is drawn");

        await page.Page.GetByLabel("Labels").SelectOptionAsync("body");
        await page.UntilAsync("mujoco.labels.includes('row')", "bodies are labelled");

        await page.Page.Keyboard.PressAsync("w");
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "transparent", Exact = true }).CheckAsync();
        await page.UntilAsync("mujoco.geoms().length > 0", "it is still drawn");
        Assert.Empty(page.Errors);
    }

    [ChromiumFact]
    public async Task Contacts_and_forces_are_drawn_when_asked_for()
    {
        await using var session = await ServedSession.WithModelAsync("humanoid/humanoid.xml");
        await session.CallAsync("step_simulation", new JsonObject { ["duration"] = 1.5 });
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.UntilAsync("mujoco.frame.contacts > 0", "the humanoid lies on the floor");
        const string Decoration = "mujoco.geoms().filter(g => g.category === 4).length";
        Assert.Equal(0, await page.NumberAsync(Decoration));

        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "contact points", Exact = true }).CheckAsync();
        await page.UntilAsync($"{Decoration} > 0", "contact points are drawn");
        double points = await page.NumberAsync(Decoration);
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "contact forces", Exact = true }).CheckAsync();
        await page.UntilAsync($"{Decoration} > {points}", "contact forces are drawn as well");
    }

    [ChromiumTheory]
    [InlineData(390, 844)]
    [InlineData(1920, 1080)]
    public async Task It_fits_a_phone_and_a_wide_screen(int width, int height)
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page, width: width, height: height);
        JsonElement fits = await page.EvaluateAsync(
            "(() => { const view = document.getElementById('view').getBoundingClientRect(), play = document.getElementById('play').getBoundingClientRect(); return [document.documentElement.scrollWidth <= innerWidth, play.left >= 0 && play.right <= innerWidth && play.bottom <= innerHeight, view.width * view.height > 0.3 * innerWidth * innerHeight]; })()");
        Assert.All(fits.EnumerateArray(), static one => Assert.True(one.GetBoolean()));
    }

    /// <summary>Which of red, green and blue a point of the picture is made of.</summary>
    private static async Task<string> HueAsync(ViewerPage page, string point)
    {
        JsonElement rgb = await page.EvaluateAsync(
            $"(() => {{ const at = mujoco.project({point}), picture = mujoco.pixels(), scale = picture.width / mujoco.size.width; const i = 4 * (Math.round(at.y * scale) * picture.width + Math.round(at.x * scale)); return picture.rgba.slice(i, i + 3); }})()");
        int[] parts = [.. rgb.EnumerateArray().Select(static part => part.GetInt32())];
        return string.Concat("rgb".Where((_, i) => parts[i] > 0.5 * parts.Max()));
    }
}
