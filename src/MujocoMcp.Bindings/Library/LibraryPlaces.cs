using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings;

/// <summary>The folders of a machine that may hold libmujoco, and the library files in them.</summary>
internal sealed class LibraryPlaces(Func<string, string?> environment, string root = "/")
{
    internal const string PathVariable = "MUJOCO_PATH";

    // A sandbox, or another user's folder: what can't be read holds nothing that could be loaded.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private static readonly string Triplet = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm64 => "aarch64-linux-gnu",
        _ => "x86_64-linux-gnu",
    };

    /// <summary>What the environment names: a file or a folder; null when it names nothing.</summary>
    internal string? Named => environment(PathVariable) is { Length: > 0 } path ? path : null;

    /// <summary>All folders worth a look, the loader's first. Some may not exist.</summary>
    internal IEnumerable<string> Folders()
    {
        foreach (var folder in (environment("LD_LIBRARY_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        foreach (var folder in new[] { $"usr/local/lib/{Triplet}", "usr/local/lib", $"usr/lib/{Triplet}", "usr/lib64", "usr/lib" })
            yield return Path.Combine(root, folder);
        if (environment("HOME") is { Length: > 0 } home)
        {
            foreach (var release in Subfolders(Path.Combine(home, ".mujoco"), "*"))
                yield return Path.Combine(release, "lib");
        }

        foreach (var packages in PythonPackages())
            yield return Path.Combine(packages, "mujoco");
    }

    /// <summary>The library files that a path names: itself, or those in the folder and in its <c>lib</c> folders.</summary>
    internal static IEnumerable<string> FilesAt(string path) => Directory.Exists(path)
        ? new[] { "", "lib", $"lib/{Triplet}", $"usr/lib/{Triplet}" }.SelectMany(below => FilesIn(Path.Combine(path, below)))
        : File.Exists(path) ? [path] : [];

    /// <summary><c>libmujoco.so*</c> in one folder.</summary>
    internal static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "libmujoco.so*", Readable).Order(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> Subfolders(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, pattern, Readable).Order(StringComparer.Ordinal) : [];

    private IEnumerable<string> PythonPackages()
    {
        var prefixes = new[] { environment("VIRTUAL_ENV"), environment("CONDA_PREFIX") }
            .Concat(environment("HOME") is { Length: > 0 } home ? [Path.Combine(home, ".local")] : [])
            .Concat([Path.Combine(root, "usr/local"), Path.Combine(root, "usr")]);
        foreach (var prefix in prefixes.OfType<string>().Where(prefix => prefix.Length > 0))
        {
            foreach (var python in Subfolders(Path.Combine(prefix, "lib"), "python3*"))
            {
                yield return Path.Combine(python, "site-packages");
                yield return Path.Combine(python, "dist-packages");
            }
        }
    }
}
