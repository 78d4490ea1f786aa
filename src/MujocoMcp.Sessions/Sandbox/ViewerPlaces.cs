using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Sandbox;

/// <summary>The paths that a viewer may read: the system's libraries, the viewer program, MuJoCo wherever it may be found, and the model roots. It writes
/// to nothing that keeps it.</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class ViewerPlaces(Func<string, string?> environment)
{
    private const string UnpackedPackages = "mujoco-mcp/packages"; // in the user's cache: what the launcher unpacks there without root
    private const int FoldersAboveHeaders = 3;

    private static readonly string[] SystemLibraries = ["/usr/lib", "/lib", "/usr/lib64", "/lib64", "/usr/local/lib"];

    // What the dynamic linker, the GL dispatcher and its drivers, and .NET's host read; random numbers; the sizes of the CPU's caches, by which
    // .NET sizes its heap; MuJoCo's headers.
    private static readonly string[] SystemFiles =
    [
        "/etc/ld.so.cache", "/etc/ld.so.preload", "/usr/share/glvnd", "/etc/glvnd", "/usr/share/drirc.d", "/etc/dotnet", "/dev/urandom", "/sys/devices/system/cpu",
        "/usr/include/mujoco", "/usr/local/include/mujoco",
    ];

    // What Mesa opens to add to its cache, in the place of a file: see the viewer's ShaderCache.
    private const string Nowhere = "/dev/null";

    /// <summary>The rules for a node.</summary>
    /// <param name="viewerProgram">The viewer program.</param>
    /// <param name="mujoco">libmujoco, or its folder, where an option names it.</param>
    /// <param name="modelRoots">Where models may be read.</param>
    /// <param name="more">What else an option names.</param>
    public IReadOnlyList<PathRule> Rules(string viewerProgram, string? mujoco, IEnumerable<string> modelRoots, IEnumerable<string> more) =>
    [
        .. SystemLibraries.Select(static path => new PathRule(path, PathAccess.ReadAndRun)),
        .. SystemFiles.Select(static path => new PathRule(path, PathAccess.Read)),
        new PathRule(Nowhere, PathAccess.ReadFile | PathAccess.WriteFile),
        .. FoldersOf(viewerProgram).Select(static path => new PathRule(path, PathAccess.ReadAndRun)),
        .. Procfs(viewerProgram).Select(static path => new PathRule(path, PathAccess.Read)),
        .. Dotnet().Select(static path => new PathRule(path, PathAccess.ReadAndRun)),
        .. Variable("LD_LIBRARY_PATH").Concat(Cache()).Select(static path => new PathRule(path, PathAccess.Read)),
        .. new[] { mujoco, environment("MUJOCO_PATH") }.OfType<string>().Where(static path => path.Length > 0).SelectMany(MujocoAt).Select(static path => new PathRule(path, PathAccess.Read)),
        .. UserMujoco(),
        .. modelRoots.Select(static path => new PathRule(path, PathAccess.Read)),
        .. more.Select(static path => new PathRule(path, PathAccess.ReadAndRun)),
    ];

    /// <summary>A program that is a link needs the folder of what it links to as well.</summary>
    private static IEnumerable<string> FoldersOf(string program)
    {
        yield return Path.GetDirectoryName(Path.GetFullPath(program)) ?? "/";
        if (TargetOf(program) is { } target) yield return Path.GetDirectoryName(target) ?? "/";
    }

    private static string? TargetOf(string path) => Path.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null;

    /// <summary>A viewer that isn't compiled ahead of time doesn't start without its own maps, and what <c>/proc/self</c> leads to is known only when
    /// it runs. Other processes' memory and environment stay closed: the kernel gives them to no thread under Landlock.</summary>
    private static IEnumerable<string> Procfs(string program) => File.Exists(Path.ChangeExtension(program, ".dll")) || File.Exists(program + ".dll") ? ["/proc"] : [];

    /// <summary>The shared runtime. Not its root: under <c>~/.dotnet</c> lie other things too, certificates for one.
    /// And this program's own folder: the spawner's thread may be the one that first needs a part of it.</summary>
    private static IEnumerable<string> Dotnet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return [Path.Combine(root, "host"), Path.Combine(root, "shared"), AppContext.BaseDirectory];
    }

    /// <summary>A named library: its folder, or the folder that is named; the real one where it is a link; and where its headers stand.</summary>
    private static IEnumerable<string> MujocoAt(string named)
    {
        var path = Path.GetFullPath(named);
        foreach (var place in new[] { path, TargetOf(path) }.OfType<string>())
        {
            var folder = Directory.Exists(place) ? place : Path.GetDirectoryName(place);
            if (folder is not null) yield return folder;
            for (var above = 0; above < FoldersAboveHeaders && folder is not null; above++, folder = Path.GetDirectoryName(folder))
                yield return Path.Combine(folder, "include", "mujoco");
        }
    }

    /// <summary>Releases in <c>~/.mujoco</c> and installed Python wheels; the folders that lead to those may be listed, not read.</summary>
    private IEnumerable<PathRule> UserMujoco()
    {
        var home = environment("HOME") is { Length: > 0 } named ? named : null;
        if (home is not null) yield return new PathRule(Path.Combine(home, ".mujoco"), PathAccess.Read);
        foreach (var prefix in new[] { environment("VIRTUAL_ENV"), environment("CONDA_PREFIX"), home is null ? null : Path.Combine(home, ".local") })
        {
            if (prefix is not { Length: > 0 }) continue;
            var libraries = Path.Combine(prefix, "lib");
            if (!Directory.Exists(libraries)) continue;
            yield return new PathRule(libraries, PathAccess.List);
            foreach (var python in Directory.EnumerateDirectories(libraries, "python3*"))
            {
                yield return new PathRule(Path.Combine(python, "site-packages", "mujoco"), PathAccess.Read);
                yield return new PathRule(Path.Combine(python, "dist-packages", "mujoco"), PathAccess.Read);
            }
        }
    }

    private string[] Variable(string name) => (environment(name) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<string> Cache()
    {
        if (environment("XDG_CACHE_HOME") is { Length: > 0 } cache) yield return Path.Combine(cache, UnpackedPackages);
        else if (environment("HOME") is { Length: > 0 } home) yield return Path.Combine(home, ".cache", UnpackedPackages);
    }
}
