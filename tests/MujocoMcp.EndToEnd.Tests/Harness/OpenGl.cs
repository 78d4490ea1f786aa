using System.Runtime.InteropServices;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>Whether this machine can draw.</summary>
internal static class OpenGl
{
    /// <summary>What is missing; null where nothing is.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        if (!NativeLibrary.TryLoad("libEGL.so.1", out var egl)) return "libEGL.so.1 isn't on this machine.";
        NativeLibrary.Free(egl);
        var drivers = (Environment.GetEnvironmentVariable("LIBGL_DRIVERS_PATH") ?? "").Split(':').Append($"/usr/lib/{RuntimeInformation.ProcessArchitecture switch { System.Runtime.InteropServices.Architecture.Arm64 => "aarch64", _ => "x86_64" }}-linux-gnu/dri");
        return drivers.Any(static folder => File.Exists(Path.Combine(folder, "swrast_dri.so"))) ? null : "Mesa's drivers aren't on this machine (libgl1-mesa-dri).";
    }
}
