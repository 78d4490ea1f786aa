using System.Diagnostics;
using System.Globalization;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Starts the viewer program as a child process, with its pipes as the contract's wire.</summary>
internal sealed class ViewerLauncher(SessionsOptions options, ViewerSpawner spawner, TimeProvider clock) : IViewerLauncher
{
    public async Task<IViewerProcess> LaunchAsync(SessionId session, IViewerEvents events, Action<ViewerExit> exited)
    {
        var process = new Process { StartInfo = Describe(session), EnableRaisingEvents = true };
        // Subscribed before the start: a process may end before its start has returned.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        try
        {
            await spawner.StartAsync(process).ConfigureAwait(false);
        }
        catch (ViewerLaunchException)
        {
            process.Dispose();
            throw;
        }

        return new ViewerProcess(process, ended.Task, events, exited, clock);
    }

    private ProcessStartInfo Describe(SessionId session)
    {
        var start = new ProcessStartInfo(options.ViewerPath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.ArgumentList.Add("--parent");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add("--session");
        start.ArgumentList.Add(session.Value);
        if (options.MujocoPath is { Length: > 0 } mujoco)
        {
            start.ArgumentList.Add("--mujoco");
            start.ArgumentList.Add(mujoco);
        }

        return start;
    }
}
