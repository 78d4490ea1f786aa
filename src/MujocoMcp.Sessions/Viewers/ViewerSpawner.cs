using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using MujocoMcp.Sessions.Sandbox;
using MujocoMcp.Sessions.Spawning;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>
/// The node's one thread that starts viewer processes. It is under Landlock, so that every thread of every viewer is from its first instruction;
/// and a child's parent-death signal is tied to the thread that forked it: this one lives as long as the process, so the signal means the
/// server's death and nothing else.
/// </summary>
/// <remarks>A thread that this one makes inherits the sandbox, and keeps it. So nothing here touches the thread pool, which makes its workers on
/// whichever thread asks for one: orders are handed over, and answers taken back, by threads that wait.</remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class ViewerSpawner
{
    private readonly BlockingCollection<Order> _orders = [];
    private readonly ChildReaper _reaper = new();
    private readonly SafeHandle? _rules;
    private readonly bool _isRequired;

    /// <param name="rules">What viewers may read; null for no sandbox.</param>
    /// <param name="isRequired">Whether nothing may be started where the kernel refuses the sandbox.</param>
    public ViewerSpawner(IReadOnlyList<PathRule>? rules, bool isRequired)
    {
        _isRequired = isRequired;
        try
        {
            _rules = rules is null || Landlock.Version == 0 ? null : Landlock.Describe(rules);
        }
        catch (ViewerContainmentException why)
        {
            Refusal = why.Message;
        }

        using var confined = new ManualResetEventSlim();
        new Thread(() => Run(confined)) { IsBackground = true, Name = "viewer spawner" }.Start();
        confined.Wait();
    }

    /// <summary>Why the kernel refused the sandbox that it has; null where it didn't.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether Landlock decides what viewers may open.</summary>
    public bool RestrictsPaths => _rules is not null && Refusal is null;

    /// <summary>Makes the spawner that the options ask for, and says once what of containment this machine lacks.</summary>
    public static ViewerSpawner Contained(SessionsOptions options, ILogger log)
    {
        if (options.Sandbox.Mode is SandboxMode.Off)
        {
            log.SandboxIsOff();
            return new ViewerSpawner(rules: null, isRequired: false);
        }

        foreach (var gap in KernelSupport.Probe().Gaps) log.NotContained(gap);
        var rules = new ViewerPlaces(Environment.GetEnvironmentVariable).Rules(options.ViewerPath, options.MujocoPath, options.ModelRoots, options.Sandbox.ReadableFolders);
        var spawner = new ViewerSpawner(rules, options.Sandbox.Mode is SandboxMode.Required);
        if (spawner.Refusal is { } refusal) log.LandlockRefused(refusal);
        return spawner;
    }

    /// <summary>Starts a process on the spawner's thread.</summary>
    /// <exception cref="ViewerLaunchException">It can't be started.</exception>
    public Task<SpawnedChild> StartAsync(ChildCommand command) => Task.Run(() => Start(command));

    private SpawnedChild Start(ChildCommand command)
    {
        if (_isRequired && Refusal is { } refusal) throw new ViewerLaunchException($"Viewers can't be contained, which Sessions:Sandbox:Mode demands: {refusal}");
        ChildPipes? pipes = null;
        try
        {
            pipes = new ChildPipes();
            using var order = new Order(command, pipes.ChildDescriptors);
            _orders.Add(order);
            var handle = new ProcessHandle(order.TakePid());
            pipes.CloseChildEnds();
            return new SpawnedChild(handle, pipes, _reaper.EndOf(handle));
        }
        catch (SpawnFailedException why)
        {
            pipes?.Dispose();
            throw new ViewerLaunchException($"The viewer program can't be started: {why.Message}", why);
        }
    }

    private void Run(ManualResetEventSlim confined)
    {
        try
        {
            if (_rules is not null)
            {
                Landlock.RestrictThisThread(_rules);
                Capabilities.KeepReading();
            }
        }
        catch (ViewerContainmentException why)
        {
            Refusal = why.Message;
        }

        confined.Set();
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            try
            {
                order.Started(PosixSpawn.Start(order.Command, order.Descriptors));
            }
            catch (SpawnFailedException why)
            {
                order.Failed(why);
            }
        }
    }

    /// <summary>What the spawner's thread is to start; its orderer waits for the outcome.</summary>
    private sealed class Order(ChildCommand command, int[] descriptors) : IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private int _pid;
        private SpawnFailedException? _failure;

        public ChildCommand Command => command;

        public int[] Descriptors => descriptors;

        public void Started(int pid)
        {
            _pid = pid;
            _done.Set();
        }

        public void Failed(SpawnFailedException why)
        {
            _failure = why;
            _done.Set();
        }

        /// <summary>Waits.</summary>
        /// <exception cref="SpawnFailedException">It wasn't started.</exception>
        public int TakePid()
        {
            _done.Wait();
            return _failure is null ? _pid : throw new SpawnFailedException(_failure.Message);
        }

        public void Dispose() => _done.Dispose();
    }
}
