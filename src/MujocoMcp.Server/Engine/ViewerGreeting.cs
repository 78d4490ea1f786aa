using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Viewer;
using StreamJsonRpc;
using StreamJsonRpc.Reflection;

namespace MujocoMcp.Server.Engine;

/// <summary>Starts a viewer for its first words alone: it has then loaded MuJoCo, or says why it can't.</summary>
internal sealed class ViewerGreeting : IViewerEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<ViewerHello> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The viewer's hello; null where it can't be started or says nothing.</summary>
    /// <param name="viewerPath">The viewer program.</param>
    /// <param name="mujocoPath">libmujoco or its folder; null for the viewer's own search.</param>
    /// <param name="cancellationToken">Ends the wait, and the viewer.</param>
    public static async Task<ViewerHello?> HearAsync(string viewerPath, string? mujocoPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(viewerPath) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--parent");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add("--session");
        start.ArgumentList.Add("greeting");
        if (mujocoPath is not null)
        {
            start.ArgumentList.Add("--mujoco");
            start.ArgumentList.Add(mujocoPath);
        }

        try
        {
            using Process viewer = Process.Start(start)!;
            try
            {
                return await HearAsync(viewer, cancellationToken);
            }
            finally
            {
                viewer.Kill();
            }
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or TimeoutException or ConnectionLostException)
        {
            return null;
        }
    }

    public Task HelloAsync(ViewerHello hello)
    {
        _hello.TrySetResult(hello);
        return Task.CompletedTask;
    }

    public Task HeartbeatAsync(Heartbeat heartbeat) => Task.CompletedTask;

    public Task<PageAnswer> RequestAsync(PageRequest request) => throw new NotSupportedException("This viewer serves no page.");

    public Task WatchedAsync(string session, int pages) => Task.CompletedTask;

    private static async Task<ViewerHello> HearAsync(Process viewer, CancellationToken cancellationToken)
    {
        var greeting = new ViewerGreeting();
        viewer.ErrorDataReceived += static (_, _) => { };
        viewer.BeginErrorReadLine();
        using var rpc = new JsonRpc(ContractsWire.CreatePipeHandler(viewer.StandardInput.BaseStream, viewer.StandardOutput.BaseStream));
        rpc.AddLocalRpcTarget(RpcTargetMetadata.FromShape<IViewerEvents>(), greeting, null);
        rpc.Disconnected += (_, _) => greeting._hello.TrySetException(new ConnectionLostException());
        rpc.StartListening();
        return await greeting._hello.Task.WaitAsync(Patience, cancellationToken);
    }
}
