using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>A viewer process that is the pool's until it is taken, and its taker's from then on: what it says goes to its owner of that moment.
/// Whether its end or its taking came first is decided under a lock, so that its end is told to exactly one of the two.</summary>
/// <param name="keeper">Told, on any thread, what the process does while it is the pool's.</param>
/// <param name="clock">Measures how long it has been its taker's.</param>
internal sealed class WarmViewer(IWarmViewerKeeper keeper, TimeProvider clock) : IViewerEvents
{
    private const string WarmUpModel = "warm-up";

    // What the first load of a process pays for, and no later one: the compiler, a simulation, their code and tables paged in. So it has some of
    // everything that models have.
    private const string WarmUpXml = """
        <mujoco>
          <compiler angle="radian"/>
          <option integrator="RK4"><flag energy="enable"/></option>
          <asset>
            <texture name="sky" type="skybox" builtin="gradient" rgb1="1 1 1" rgb2="0 0 0" width="64" height="64"/>
            <texture name="floor" type="2d" builtin="checker" mark="edge" rgb1="1 1 1" rgb2="0 0 0" markrgb="1 0 0" width="128" height="128"/>
            <material name="floor" texture="floor" texrepeat="8 8" reflectance="0.1"/>
            <mesh name="mesh" vertex="0 0 0  .1 0 0  0 .1 0  0 0 .1"/>
          </asset>
          <default><default class="part"><geom density="1000" material="floor"/></default></default>
          <worldbody>
            <light pos="0 0 4" dir="0 0 -1"/>
            <camera name="camera" pos="0 -3 1" mode="targetbody" target="free"/>
            <geom type="plane" size="0 0 .1" material="floor"/>
            <body name="free" pos="0 0 1" childclass="part">
              <freejoint/>
              <geom type="box" size=".1 .1 .1"/>
              <geom type="mesh" mesh="mesh" pos="0 0 .2"/>
              <site name="site"/>
            </body>
            <body name="arm" childclass="part">
              <joint name="hinge" axis="0 1 0" damping=".1" range="-1 1" limited="true"/>
              <geom type="capsule" fromto="0 0 0 0 0 .5" size=".02"/>
              <body pos="0 0 .5"><joint name="slide" type="slide"/><geom type="cylinder" size=".02 .05"/><geom type="sphere" size=".05"/></body>
            </body>
          </worldbody>
          <tendon><fixed name="tendon"><joint joint="hinge" coef="1"/></fixed></tendon>
          <actuator><motor joint="hinge" ctrllimited="true" ctrlrange="-1 1"/><position joint="slide" kp="10"/></actuator>
          <sensor><jointpos joint="hinge"/><framepos objtype="site" objname="site"/><framelinvel objtype="site" objname="site"/></sensor>
          <keyframe><key name="key" ctrl="0 0"/></keyframe>
        </mujoco>
        """;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ViewerHello> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IViewerProcess? _process;
    private Taker? _taker;
    private bool _isGone;

    /// <summary>Its process id; null before it runs.</summary>
    public int? Pid => _process?.Pid;

    /// <summary>Its resident memory, MiB; null where that can't be read.</summary>
    public double? ResidentMiB => _process?.ResidentMiB;

    /// <summary>Whether it runs, or would if a processor were free.</summary>
    public bool WantsProcessor => _process?.WantsProcessor == true;

    /// <summary>Starts the process and has it load a small model, both from its source and compiled, and free it again.</summary>
    public async Task StartAsync(IViewerLauncher launcher)
    {
        var process = await launcher.LaunchAsync(session: null, this, Exited).ConfigureAwait(false);
        bool isRetired;
        lock (_gate) (_process, isRetired) = (process, _isGone);
        if (isRetired) process.Dispose();
        await _hello.Task.ConfigureAwait(false);
        // Where there is no engine, or another contract, whoever takes it is told what a process of its own would tell.
        var order = new LoadRequest { Sequence = 0, ModelId = WarmUpModel, IsRehearsal = true };
        var compiled = await process.Rpc.LoadAsync(order with { Source = new ModelSource(WarmUpXml, []) }, CancellationToken.None).ConfigureAwait(false);
        if (compiled.Binary is { } binary) await process.Rpc.LoadAsync(order with { Binary = binary }, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Whether it lives and isn't stopped, whatever has been heard of it.</summary>
    public bool CanRun => _process?.CanRun == true;

    /// <summary>Gives it to a taker, who is told its hello as if it had just been said.</summary>
    /// <returns>The process; null where it has ended already.</returns>
    public IViewerProcess? GiveTo(IViewerEvents events, Action<ViewerExit> exited)
    {
        lock (_gate)
        {
            if (_isGone) return null;
            _taker = new Taker(events, exited, clock.GetTimestamp());
        }

        events.HelloAsync(_hello.Task.Result);
        return _process;
    }

    /// <summary>Ends it, unless somebody has taken it.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_taker is not null) return;
            _isGone = true;
        }

        _process?.Dispose();
    }

    public Task HelloAsync(ViewerHello hello)
    {
        _hello.TrySetResult(hello);
        return Task.CompletedTask;
    }

    public Task HeartbeatAsync(Heartbeat heartbeat)
    {
        if (Volatile.Read(ref _taker) is { } taker) return taker.Events.HeartbeatAsync(heartbeat);
        keeper.Beat(this, heartbeat);
        return Task.CompletedTask;
    }

    // Nobody's page is served before there is a taker.
    public Task<PageAnswer> RequestAsync(PageRequest request) => Volatile.Read(ref _taker) is { } taker
        ? taker.Events.RequestAsync(request)
        : Task.FromResult(PageAnswer.Failed(Refusals.UnknownSession()));

    public Task WatchedAsync(string session, int pages) => Volatile.Read(ref _taker) is { } taker ? taker.Events.WatchedAsync(session, pages) : Task.CompletedTask;

    private void Exited(ViewerExit exit)
    {
        Taker? taker;
        lock (_gate) (_isGone, taker) = (true, _taker);
        _hello.TrySetException(new ViewerLaunchException($"It ended ({exit.Kind}) before it was ready. {exit.StderrTail}".TrimEnd()));
        // To its taker it is as old as the taking: hours of standing ready don't make it stable.
        if (taker is not null) taker.Exited(exit with { Uptime = clock.GetElapsedTime(taker.Since) });
        else keeper.Ended(this, exit);
    }

    private sealed record Taker(IViewerEvents Events, Action<ViewerExit> Exited, long Since);
}

/// <summary>Whose a viewer is while nobody has taken it.</summary>
internal interface IWarmViewerKeeper
{
    void Beat(WarmViewer viewer, Heartbeat heartbeat);

    void Ended(WarmViewer viewer, ViewerExit exit);
}
