using System.Runtime.CompilerServices;

namespace MujocoMcp.Bindings.Tests.Machine;

/// <summary>
/// MuJoCo 3.5.0 and the C library that it needs, prepared by <c>tests/mujoco-3.5.0.sh</c> without installing them; programs run on it
/// through its own loader, compiled ahead of time, as the .NET host cannot be started that way.
/// </summary>
internal static class Mujoco350
{
    private static readonly Lazy<(string? Root, string? Missing)> Prepared = new(Prepare);
    private static readonly Lazy<string> PublishedProbe = new(Publish);

    internal static string? Missing => Prepared.Value.Missing;

    internal static string Root => Prepared.Value.Root ?? throw new InvalidOperationException(Missing);

    internal static string Headers => Path.Combine(Root, "usr/include/mujoco");

    internal static string Libraries => Path.Combine(Root, "usr/lib/x86_64-linux-gnu");

    internal static Run Run(string program, params string[] arguments) => Machine.Run.Program(
        Path.Combine(Root, "usr/lib64/ld-linux-x86-64.so.2"), ["--library-path", Libraries, program, .. arguments]);

    internal static Run RunProbe(params string[] arguments) => Run(PublishedProbe.Value, arguments);

    private static (string? Root, string? Missing) Prepare()
    {
        var script = Path.Combine(TestsFolder(), "mujoco-3.5.0.sh");
        var run = Machine.Run.Program("/bin/sh", [script]);
        return run.ExitCode switch
        {
            0 => (run.Output.Trim(), null),
            3 => (null, run.Error.Trim()),
            _ => throw new InvalidOperationException($"{script}: exit code {run.ExitCode}: {run.Error}"),
        };
    }

    private static string Publish()
    {
        // Apart from the ordinary build output: another configuration and runtime would fight over the same files.
        var artifacts = Path.Combine(Path.GetTempPath(), $"mujoco-bindings-probe-{Environment.UserName}");
        var project = Path.Combine(TestsFolder(), "MujocoMcp.Bindings.Probe");
        Machine.Run.Program(
            "dotnet",
            ["publish", project, "-r", "linux-x64", "-p:PublishAot=true", "--artifacts-path", artifacts, "-v", "quiet", "--nologo", "-nodeReuse:false"]).Succeeded();
        return Path.Combine(artifacts, "publish/MujocoMcp.Bindings.Probe/release_linux-x64/MujocoMcp.Bindings.Probe");
    }

    private static string TestsFolder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
