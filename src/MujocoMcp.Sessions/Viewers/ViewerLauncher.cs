using System.Collections;
using System.Globalization;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Sandbox;
using MujocoMcp.Sessions.Spawning;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Starts the viewer program as a child process, with its pipes as the contract's wire.</summary>
internal sealed class ViewerLauncher(SessionsOptions options, ViewerSpawner spawner, TimeProvider clock) : IViewerLauncher
{
    private readonly IReadOnlyDictionary<string, string> _environment = ViewerEnvironment.Pick(ServerEnvironment(), options.Sandbox.PassEnvironment);

    public async Task<IViewerProcess> LaunchAsync(SessionId? session, IViewerEvents events, Action<ViewerExit> exited) =>
        new ViewerProcess(await spawner.StartAsync(new ChildCommand(options.ViewerPath, Arguments(), _environment)).ConfigureAwait(false), events, exited, clock);

    private string[] Arguments() =>
    [
        "--parent", Text(Environment.ProcessId),
        "--memory-mib", Text(options.Limits.MemoryMiB),
        "--niceness", Text(options.Limits.Niceness),
        .. options.Sandbox.Mode is SandboxMode.Off ? Array.Empty<string>() : ["--contain", options.Sandbox.Mode is SandboxMode.Required ? "required" : "best-effort"],
        .. spawner.RestrictsPaths ? ["--paths", "restricted"] : Array.Empty<string>(),
        .. options.MujocoPath is { Length: > 0 } mujoco ? ["--mujoco", mujoco] : Array.Empty<string>(),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> ServerEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
}
