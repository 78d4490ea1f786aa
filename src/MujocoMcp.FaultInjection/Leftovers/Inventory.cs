using System.Diagnostics;
using MujocoMcp.FaultInjection.Machine;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Leftovers;

/// <summary>Finds what a run left behind: processes, ports, descriptors, files.</summary>
internal sealed class Inventory(string folder, Action<string> say, TimeSpan? settleLimit = null)
{
    /// <summary>The runtime opens and closes a few by itself.</summary>
    private const int DescriptorTolerance = 2;

    private const string SharedMemory = "/dev/shm";
    private readonly TimeSpan _settleLimit = settleLimit ?? TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, Belongings> _atRest = [];
    private readonly HashSet<string> _sharedMemory = [.. Directory.EnumerateFileSystemEntries(SharedMemory)];
    private HashSet<string> _files = [];

    /// <summary>Notes what is there before the run, when the servers are warm and no session is open.</summary>
    public async Task NoteAsync(IEnumerable<ChaosServer> servers, CancellationToken cancellation)
    {
        foreach (var server in servers)
        {
            var has = await Belongings.OfAsync(server, cancellation);
            var since = Stopwatch.StartNew();
            // What the last session had goes a moment after it.
            for (var next = await AgainAsync(server, cancellation); since.Elapsed < _settleLimit && next != has; next = await AgainAsync(server, cancellation)) has = next;
            _atRest[server.Name] = has;
        }

        _files = Files();
    }

    /// <summary>What is there beyond that, when every session is closed or parked.</summary>
    /// <param name="servers">Where.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="parked">How many sessions are: each has its port leased.</param>
    public async Task<Leftover> CompareAsync(IEnumerable<ChaosServer> servers, CancellationToken cancellation, Func<ChaosServer, int>? parked = null)
    {
        var left = new Leftover(0, 0, 0, 0);
        foreach (var server in servers)
        {
            var since = Stopwatch.StartNew();
            var rest = _atRest[server.Name];
            rest = rest with { Ports = rest.Ports + (parked?.Invoke(server) ?? 0) };
            var more = (await Belongings.OfAsync(server, cancellation)).Beyond(rest);
            while (since.Elapsed < _settleLimit && !IsNothing(more)) more = (await AgainAsync(server, cancellation)).Beyond(rest);
            if (!IsNothing(more)) say($"LEFT in the {server.Name} server: {more}, beyond {rest}; open: {ProcessTable.DescribeDescriptors(server.Pid)}");
            left += new Leftover(more.Viewers + more.Zombies, more.Ports, more.Descriptors > DescriptorTolerance ? more.Descriptors : 0, 0);
        }

        return left;
    }

    /// <summary>Waits for files to go that a running server sweeps.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < _settleLimit && Files().Except(_files).Any(IsOfNoUse)) await Task.Delay(Look, cancellation);
    }

    /// <summary>What is there when the servers have ended.</summary>
    /// <param name="servers">Every process id that a server had.</param>
    public async Task<Leftover> AfterEndAsync(IReadOnlyCollection<int> servers, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < _settleLimit && servers.Any(static server => ProcessTable.AliveOf(server).Count > 0)) await Task.Delay(Look, cancellation);
        var orphans = servers.SelectMany(ProcessTable.AliveOf).DistinctBy(static process => process.Pid).ToList();
        foreach (var orphan in orphans) say($"ORPHAN: {orphan}");
        var files = Files().Except(_files).Where(IsOfNoUse).Concat(Directory.EnumerateFileSystemEntries(SharedMemory).Except(_sharedMemory).Where(static file => file.Contains("mujoco", StringComparison.Ordinal))).ToList();
        foreach (var file in files) say($"LEFT: {file}");
        return new Leftover(orphans.Count, 0, 0, files.Count);
    }

    private static bool IsNothing(Belongings more) => more is { Viewers: 0, Ports: 0, Zombies: 0, Descriptors: <= DescriptorTolerance };

    private static async Task<Belongings> AgainAsync(ChaosServer server, CancellationToken cancellation)
    {
        await Task.Delay(Look, cancellation);
        return await Belongings.OfAsync(server, cancellation);
    }

    // SQLite keeps its write-ahead log while a connection is open.
    private static bool IsOfNoUse(string file) => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal);

    private HashSet<string> Files() => [.. Directory.EnumerateDirectories(folder).SelectMany(static server => Directory.EnumerateFiles(server, "*", SearchOption.AllDirectories))];
}
