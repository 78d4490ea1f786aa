using Microsoft.Playwright;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>The system's own Chromium, without a screen or a GPU; one for all tests.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly Lazy<Task<IBrowser>> Running = new(StartAsync);

    /// <summary>Why there is none; null where there is.</summary>
    public static string? Missing => Find() is null ? $"None of {string.Join(", ", Names)} is on this machine; './mujoco-mcp test' installs Chromium." : null;

    /// <summary>A fresh profile.</summary>
    public static async Task<IBrowserContext> NewContextAsync(ColorScheme scheme = ColorScheme.Light, int width = 960, int height = 640) =>
        await (await Running.Value).NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });

    private static async Task<IBrowser> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Headless = true, Args = Flags });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
