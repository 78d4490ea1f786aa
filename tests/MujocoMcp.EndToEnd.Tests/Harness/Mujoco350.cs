using System.Diagnostics;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>MuJoCo 3.5.0 as <c>tests/mujoco-3.5.0.sh</c> prepares it: the compiled viewer runs on it through its own loader.</summary>
internal static class Mujoco350
{
    private static readonly Lazy<(string? Root, string? Missing)> Prepared = new(Prepare);

    public static string? Missing => File.Exists($"{Repository.Viewer}.dll") ? "The viewer isn't compiled ahead of time here: no C toolchain." : Prepared.Value.Missing;

    /// <summary>Starts the real program with viewers on MuJoCo 3.5.0.</summary>
    public static Task<McpProgram> StartAsync(string folder)
    {
        var root = Prepared.Value.Root ?? throw new InvalidOperationException(Missing);
        var libraries = Path.Combine(root, "usr/lib/x86_64-linux-gnu");
        var viewer = Path.Combine(folder, "viewer-on-3.5.0");
        File.WriteAllText(viewer, $"#!/bin/sh\nexec '{root}/usr/lib64/ld-linux-x86-64.so.2' --library-path '{libraries}' '{Repository.Viewer}' \"$@\"\n");
        File.SetUnixFileMode(viewer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return McpProgram.StartAsync(new Dictionary<string, string>
        {
            ["MUJOCO_MCP_VIEWER"] = viewer,
            // A shell, and libraries of another release, lie where no contained viewer may look.
            ["MUJOCO_MCP__Sessions__Sandbox__Mode"] = "Off",
            ["MUJOCO_PATH"] = Path.Combine(libraries, "libmujoco.so.3.5.0"),
        });
    }

    private static (string? Root, string? Missing) Prepare()
    {
        using var script = Process.Start(new ProcessStartInfo("/bin/sh", [Path.Combine(Repository.Root, "tests/mujoco-3.5.0.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = script.StandardError.ReadToEndAsync();
        var output = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        return script.ExitCode switch
        {
            0 => (output, null),
            3 => (null, error.Result.Trim()),
            var code => throw new InvalidOperationException($"tests/mujoco-3.5.0.sh: exit code {code}: {error.Result}"),
        };
    }
}

/// <summary>Needs MuJoCo 3.5.0: skipped, with the reason, where its packages can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Mujoco350TheoryAttribute : TheoryAttribute
{
    public Mujoco350TheoryAttribute() => Skip = Mujoco350.Missing;
}
