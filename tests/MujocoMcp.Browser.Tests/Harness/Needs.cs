using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>What a test may need beside Chromium.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary><c>render</c>, so OpenGL.</summary>
    Renderer = 1,

    /// <summary>Packages from npm.</summary>
    Npm = 2,
}

internal static class NeedsExtensions
{
    /// <summary>Why a test can't run here; null where it can.</summary>
    public static string? Missing(this Needs needs) =>
        Chromium.Missing ?? (needs.HasFlag(Needs.Renderer) ? OpenGl.Missing : null) ?? (needs.HasFlag(Needs.Npm) ? PageSources.Missing : null);
}
