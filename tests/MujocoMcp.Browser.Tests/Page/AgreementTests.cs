using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>The page and <c>render</c> show the same thing from the same place.</summary>
public sealed class AgreementTests
{
    private const double OfTheWidth = 0.02;

    // Finds the middle of all pixels that are much more of one colour than of the others.
    private const string Middles = """
        (picture) => ['r', 'g', 'b'].map((_, which) => {
          let [x, y, count] = [0, 0, 0];
          for (let i = 0; i < picture.rgba.length; i += 4) {
            const parts = [0, 1, 2].map((k) => picture.rgba[i + k]);
            if (parts[which] < 150 || parts.some((part, k) => k !== which && part > 0.4 * parts[which])) continue;
            x += (i / 4) % picture.width; y += Math.floor(i / 4 / picture.width); count++;
          }
          return [x / count / picture.width, y / count / picture.width, count];
        })
        """;

    private const string Decode = """
        async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          return { width: image.width, height: image.height, rgba: [...pen.getImageData(0, 0, image.width, image.height).data] };
        }
        """;

    [ChromiumTheory(Needs.Renderer)]
    [InlineData("{\"view\":{\"lookat\":[0.2,0.1,0.9],\"distance\":2,\"azimuth\":130,\"elevation\":-20}}", "mujoco.setView({ lookat: [0.2, 0.1, 0.9], distance: 2, azimuth: 130, elevation: -20 })")]
    [InlineData("{\"view\":{\"lookat\":[0.2,0.1,0.9],\"distance\":2.5,\"azimuth\":-60,\"elevation\":35}}", "mujoco.setView({ lookat: [0.2, 0.1, 0.9], distance: 2.5, azimuth: -60, elevation: 35 })")]
    [InlineData("{\"camera\":\"slanted\"}", "mujoco.watch({ from: 'camera', camera: 0 })")]
    public async Task Coloured_joints_are_at_the_same_places_of_both_pictures(string render, string page)
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await session.CallAsync("step_simulation", new JsonObject { ["duration"] = 0.6 });
        await using var open = await ViewerPage.OpenAsync(session.Page);
        await open.UntilAsync("mujoco.frame.step === 300", "the page shows the agent's steps");
        JsonElement size = await open.EvaluateAsync("mujoco.size");
        JsonObject arguments = JsonNode.Parse(render)!.AsObject();
        (arguments["width"], arguments["height"], arguments["format"]) = (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32(), "png");

        (string picture, _) = await session.RenderAsync(arguments);
        JsonElement rendered = await open.Page.EvaluateAsync<JsonElement>($"async (address) => ({Middles})(await ({Decode})(address))", picture);
        await open.EvaluateAsync(page);
        JsonElement drawn = await open.EvaluateAsync($"({Middles})(mujoco.pixels())");

        for (int joint = 0; joint < 3; joint++)
        {
            Assert.True(rendered[joint][2].GetInt32() > 20 && drawn[joint][2].GetInt32() > 20, $"Joint {joint} is in both pictures: {rendered} {drawn}");
            double apart = Math.Sqrt(Enumerable.Range(0, 2).Sum(axis => Math.Pow(rendered[joint][axis].GetDouble() - drawn[joint][axis].GetDouble(), 2)));
            Assert.True(apart < OfTheWidth, $"Joint {joint} is {apart:P1} of the width apart.");
        }
    }

    [ChromiumFact(Needs.Renderer)]
    public async Task A_humanoids_bodies_are_where_renders_camera_sees_them()
    {
        await using var session = await ServedSession.WithModelAsync("humanoid/humanoid.xml");
        await session.CallAsync("step_simulation", new JsonObject { ["duration"] = 0.5 });
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.UntilAsync("mujoco.frame.step === 100", "the page shows the agent's steps");
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "contact points", Exact = true }).CheckAsync();
        JsonElement size = await page.EvaluateAsync("mujoco.size");
        (double width, double height) = (size.GetProperty("width").GetDouble(), size.GetProperty("height").GetDouble());
        (_, JsonObject facts) = await session.RenderAsync(new JsonObject
        {
            ["view"] = JsonNode.Parse("""{"lookat":[0,0,0.8],"distance":3,"azimuth":140,"elevation":-15}"""), ["width"] = (int)width, ["height"] = (int)height, ["overlays"] = new JsonArray("contacts"),
        });
        await page.EvaluateAsync("mujoco.setView({ lookat: [0, 0, 0.8], distance: 3, azimuth: 140, elevation: -15 })");
        JsonArray bodies = (await session.CallAsync("inspect_model", new JsonObject { ["kind"] = "body", ["max_bytes"] = 20_000 }))["items"]!.AsArray();
        JsonObject state = await session.CallAsync("get_state", new JsonObject { ["channels"] = new JsonArray("bodies"), ["max_bytes"] = 60_000 });

        int compared = 0;
        foreach (JsonNode? body in bodies.Skip(1))
        {
            double[] position = [.. state[$"body:{body!["name"]}.pos"]!.AsArray().Select(static part => (double)part!)];
            (double x, double y) = Projection.Of(facts["camera"]!.AsObject(), position, width, height);
            JsonElement there = await page.EvaluateAsync($"mujoco.project(mujoco.body({body["id"]}).position)");
            double apart = Math.Sqrt(Math.Pow(x - there.GetProperty("x").GetDouble(), 2) + Math.Pow(y - there.GetProperty("y").GetDouble(), 2)) / width;
            Assert.True(apart < OfTheWidth, $"{body["name"]} is {apart:P1} of the width apart.");
            compared++;
        }

        Assert.Equal(16, compared);
    }
}
