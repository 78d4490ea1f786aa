using System.Runtime.InteropServices;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Hosting;
using MujocoMcp.Sessions;
using MujocoMcp.Sessions.Sandbox;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Server.Doctor;

/// <summary>The command <c>doctor</c>: what is on this machine, what is missing, how to get it.</summary>
internal static class MachineReport
{
    private const string InstallEngine = "sudo apt-get install libmujoco2.2.2, or set MUJOCO_PATH to a libmujoco (or its folder)";
    private const string InstallGl = "sudo apt-get install libegl1 libgl1-mesa-dri";

    public static async Task<int> RunAsync(ProgramOptions options, CancellationToken cancellationToken)
    {
        Finding[] findings =
        [
            Finding.Have("mujoco-mcp", $"{ProductInfo.Version}, {AppContext.BaseDirectory}"),
            Finding.Have("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"),
            .. await ViewerAndEngineAsync(options.Sessions, cancellationToken),
            .. Rendering(options.Sessions.ViewerPath),
            .. Containment(options.Sessions.Sandbox),
            Sessions(options.Sessions.Storage),
            Finding.Have("model roots", options.Sessions.ModelRoots is { Count: > 0 } roots ? string.Join(", ", roots) : "none: models arrive with the call"),
        ];

        foreach (Finding finding in findings) Print(finding);
        return findings.Any(static finding => finding.Verdict is Verdict.Missing) ? ExitCodes.MachineLacks : ExitCodes.Done;
    }

    private static async Task<Finding[]> ViewerAndEngineAsync(SessionsOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.ViewerPath))
            return [Finding.Missing("viewer", $"not at {options.ViewerPath}", "build it with './mujoco-mcp doctor', or set Sessions:ViewerPath (MUJOCO_MCP_VIEWER)")];

        string kind = File.Exists(Path.ChangeExtension(options.ViewerPath, ".dll")) ? "compiled as it runs" : "compiled ahead of time";
        ViewerHello? hello = await new ViewerInquiry(options).HearAsync(cancellationToken);
        if (hello is null) return [Finding.Missing("viewer", $"{options.ViewerPath} doesn't start", $"run '{options.ViewerPath} --help' to see why")];

        return
        [
            hello.ContractVersion == ViewerHello.CurrentContract
                ? Finding.Have("viewer", $"{options.ViewerPath}, {kind}")
                : Finding.Missing("viewer", $"{options.ViewerPath} is of another build", "build server and viewer from the same source"),
            hello.Engine is { } engine
                ? Finding.Have("MuJoCo", $"{engine.Version}, {engine.LibraryPath} (build {engine.MujocoBuild}, libm {engine.MathBuild}, {engine.CpuLevel})")
                : Finding.Missing("MuJoCo", hello.EngineFailure?.Message ?? "not found", hello.EngineFailure?.Suggestions.FirstOrDefault() ?? InstallEngine),
        ];
    }

    private static Finding[] Rendering(string viewer)
    {
        string[] found = [.. DrawingLibraries.Found];
        if (found.Length == 0) return [Finding.Lacks("rendering", "no EGL and no OSMesa: simulation works, images don't", InstallGl)];
        return
        [
            Finding.Have("rendering", string.Join(", ", found)),
            Directory.Exists(Path.Combine(Path.GetDirectoryName(viewer)!, "shaders")) // where its --compile-shaders keeps them
                ? Finding.Have("shaders", "compiled")
                : Finding.Lacks("shaders", "each viewer compiles them for its first picture, which takes a second or two more", $"run '{viewer} --compile-shaders' once"),
        ];
    }

    private static IEnumerable<Finding> Containment(SandboxOptions options)
    {
        KernelSupport kernel = KernelSupport.Probe();
        string has = $"{(kernel.LandlockVersion > 0 ? $"Landlock {kernel.LandlockVersion}" : "no Landlock")}, {(kernel.FiltersSystemCalls ? "seccomp" : "no seccomp filter")}, kernel {Environment.OSVersion.Version}";
        if (options.Mode is SandboxMode.Off) return [Finding.Lacks("containment", $"switched off; this machine has {has}", "set Sessions:Sandbox:Mode to BestEffort")];
        if (kernel.Gaps.Count == 0) return [Finding.Have("containment", $"{has}: viewers read system libraries and model roots, and can't write, connect or start programs")];
        return
        [
            options.Mode is SandboxMode.Required
                ? Finding.Missing("containment", has, "use a newer kernel, or set Sessions:Sandbox:Mode to BestEffort")
                : Finding.Lacks("containment", $"{has}. Not contained:"),
            .. kernel.Gaps.Select(static gap => Finding.Lacks("", gap)),
        ];
    }

    private static Finding Sessions(StorageOptions storage)
    {
        if (storage.Kind == StorageKind.Memory) return Finding.Have("sessions", "in memory: they end with the server");
        try
        {
            return Finding.Have("sessions", $"in {DataFolder.Open(storage.Folder).Path}, an answered call survives {(storage.Durability == Durability.Power ? "loss of power" : "any end of the server")}");
        }
        catch (DataFolderException unusable)
        {
            return Finding.Missing("sessions", unusable.Message, "Sessions:Storage in the configuration");
        }
    }

    private static void Print(Finding finding)
    {
        string mark = finding.Verdict switch { Verdict.Have => "ok", Verdict.Lacks => "--", _ => "MISSING" };
        Console.WriteLine($"{mark,-8}{finding.What,-14}{finding.Detail}");
        if (finding.Remedy is { } remedy) Console.WriteLine($"{"",-22}-> {remedy}");
    }
}
