using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Sandbox;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions;

/// <summary>What a node's sessions are given. Bound from <c>config/mujoco-mcp.json</c>, section <c>Sessions</c>.</summary>
public sealed record SessionsOptions
{
    /// <summary>The viewer program.</summary>
    public string ViewerPath { get; init; } = "";

    /// <summary>libmujoco, or the folder that holds it; null for the viewer's own search.</summary>
    public string? MujocoPath { get; init; }

    /// <summary>Folders from which models may be loaded by path, absolute.</summary>
    public IReadOnlyList<string> ModelRoots { get; init; } = [];

    /// <summary>How a session is kept apart where the call that opens it doesn't say; see <see cref="Contracts.Sessions.Isolation"/>.</summary>
    public string Isolation { get; init; } = Contracts.Sessions.Isolation.Isolated;

    /// <summary>Open sessions on this node, parked ones included.</summary>
    public int MaxSessions { get; init; } = 1024;

    /// <summary>Open sessions of one owner on this node, parked ones included.</summary>
    public int MaxSessionsPerOwner { get; init; } = 256;

    /// <summary>Models that one session may hold.</summary>
    public int MaxModels { get; init; } = 16;

    /// <summary>Snapshots a session keeps, of all its models.</summary>
    public int MaxSnapshots { get; init; } = 256;

    /// <summary>Compiled models that are kept in memory for the next session that sends the same source, MiB in all; 0 for none.</summary>
    public int CompiledModelsMiB { get; init; } = 16;

    /// <summary>Commands that may wait at one session.</summary>
    public int MaxWaiting { get; init; } = 64;

    /// <summary>Recent commands a session remembers, to answer their retries.</summary>
    public int RememberedCommands { get; init; } = 256;

    /// <summary>An untouched session is parked after this.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>An untouched session is deleted after this.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The most that one command may compute.</summary>
    public TimeSpan CommandBudget { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A model that takes longer to load ends its viewer.</summary>
    public TimeSpan LoadBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A step that takes longer ends its viewer.</summary>
    public TimeSpan StepBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A picture that takes longer to draw ends its viewer.</summary>
    public TimeSpan RenderBudget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A viewer says hello within this.</summary>
    public TimeSpan HelloBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a viewer's heartbeat is checked; two checks in a row that saw none make it hung.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = TimeSpan.FromMilliseconds(750);

    /// <summary>A replay that would cost more than this makes a checkpoint.</summary>
    public TimeSpan CheckpointAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>For tests: a file with the seconds by which the server's wall clock is moved, read again all the time; null for none.</summary>
    public string? ClockShiftFile { get; init; }

    /// <summary>Whether a session goes on, marked inexact, when its recovered physics differs from the lost one; else it fails and says so.</summary>
    public bool AllowInexactRecovery { get; init; }

    /// <summary>Where sessions are kept.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>What one viewer process may use.</summary>
    public ViewerLimits Limits { get; init; } = new();

    /// <summary>How viewer processes are contained.</summary>
    public SandboxOptions Sandbox { get; init; } = new();

    /// <summary>How viewer processes are restarted.</summary>
    public RestartOptions Restarts { get; init; } = new();

    /// <summary>Viewer processes that stand ready.</summary>
    public PoolOptions Pool { get; init; } = new();

    /// <summary>The ports of viewer pages.</summary>
    public PortOptions Ports { get; init; } = new();
}
