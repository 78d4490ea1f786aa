using System.Diagnostics;
using System.Security.Cryptography;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>A copy of the page's sources with its packages from npm, as the lock file pins them: the packages are installed once, into the user's cache.</summary>
internal static class PageSources
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT", "E403", "E404", "E503", "ETARGET"];
    private static readonly Lazy<(string? Folder, string? Missing)> Prepared = new(Prepare);

    /// <summary>Where they are in the checkout.</summary>
    public static string Original { get; } = Path.Combine(Repository.Root, "src/MujocoMcp.Viewer/Web");

    /// <summary>Why there is no copy to work with; null where there is.</summary>
    public static string? Missing => Prepared.Value.Missing;

    /// <summary>The copy.</summary>
    public static string Folder => Prepared.Value.Folder ?? throw new InvalidOperationException(Missing);

    /// <summary>Runs a program in the copy.</summary>
    /// <returns>Its exit code, and what it wrote to both outputs.</returns>
    public static (int Code, string Output) Run(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(Patience)) return (process.ExitCode, output.Result + error.Result);
        process.Kill(entireProcessTree: true);
        return (-1, $"{program} took longer than {Patience}.");
    }

    private static (string? Folder, string? Missing) Prepare()
    {
        string packages = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Original, "package-lock.json"))))[..16];
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string folder = Path.Combine(cache, "mujoco-mcp", $"page-{packages}");
        if (!Directory.Exists(folder) && Install(folder) is { } missing) return (null, missing);
        Copy(folder);
        return (folder, null);
    }

    /// <returns>Why the packages can't be had; null where they were.</returns>
    private static string? Install(string folder)
    {
        // Beside its place, then moved there whole: an installation that was interrupted is never taken for one.
        string unfinished = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        try
        {
            foreach (string name in (string[])["package.json", "package-lock.json"]) File.Copy(Path.Combine(Original, name), Path.Combine(unfinished, name));
            (int code, string said) = Run(unfinished, "npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1");
            if (code != 0)
            {
                return Array.Exists(Unreachable, one => said.Contains(one, StringComparison.Ordinal))
                    ? $"npm can't get the packages: {said[Math.Max(0, said.Length - 400)..].Trim()}"
                    : throw new InvalidOperationException($"npm ci: exit code {code}: {said}");
            }

            if (!Directory.Exists(folder)) Directory.Move(unfinished, folder);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not on this machine.";
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    private static void Copy(string folder)
    {
        foreach (string part in (string[])["src", "style"])
        {
            string there = Path.Combine(folder, part);
            if (Directory.Exists(there)) Directory.Delete(there, recursive: true);
        }

        foreach (string file in Directory.EnumerateFiles(Original, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(Original, file);
            if (name.StartsWith("node_modules/", StringComparison.Ordinal) || name.StartsWith("dist/", StringComparison.Ordinal)) continue;
            string there = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there, overwrite: true);
        }
    }
}
