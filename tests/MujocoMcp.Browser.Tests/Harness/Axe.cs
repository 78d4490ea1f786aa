using System.Text.Json;
using Microsoft.Playwright;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>axe-core, which finds what shuts people out of a page.</summary>
internal static class Axe
{
    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>Its serious and critical findings, one line each.</summary>
    public static async Task<string[]> FindAsync(IPage page)
    {
        string script = await File.ReadAllTextAsync(Path.Combine(PageSources.Folder, "node_modules/axe-core/axe.min.js"));
        await page.EvaluateAsync(script); // by the debugger: the page's policy lets no foreign script in
        JsonElement found = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. found.GetProperty("violations").EnumerateArray().Where(static one => Grave.Contains(one.GetProperty("impact").GetString()))
                .Select(static one => $"{one.GetProperty("id").GetString()}: {one.GetProperty("help").GetString()} {string.Join("; ", one.GetProperty("nodes").EnumerateArray().Select(static node => node.GetProperty("html").GetString()))}"),
        ];
    }
}
