using System.Globalization;

namespace MujocoMcp.FaultInjection.Machine;

/// <summary>What <c>/proc</c> tells of processes.</summary>
internal static class ProcessTable
{
    private const char Zombie = 'Z';
    private const char Dead = 'X';

    // After the name in parentheses: state, parent, group, session, …
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int SessionField = 3;

    /// <summary>True while the process is there; a zombie isn't.</summary>
    public static bool Lives(int pid) => Read(pid) is { State: not (Zombie or Dead) };

    /// <summary>Every process that came from a server, also one whose parent is gone: each server is started as the leader of a session of its own.</summary>
    public static IReadOnlyList<ProcessEntry> Of(int server) =>
        [.. All().Where(entry => entry.Pid != server && (entry.Session == server || NamesParent(entry.Pid, server)))];

    /// <summary>Those that live.</summary>
    public static IReadOnlyList<ProcessEntry> AliveOf(int server) => [.. Of(server).Where(static entry => entry.State is not (Zombie or Dead))];

    /// <summary>Ended processes that their parent has not asked after.</summary>
    public static int ZombiesOf(int server) => All().Count(entry => entry.Parent == server && entry.State == Zombie);

    /// <summary>How many descriptors a process has open, aside from those that are kept on purpose: its own program's files, which the runtime opens when it
    /// first needs them, and its database's, of which a pool keeps as many connections as were once used at a time.</summary>
    public static int Descriptors(int pid) => Links(pid).Count(static link => Path.GetExtension(link) is not (".dll" or ".so" or ".db" or ".db-wal" or ".db-shm"));

    /// <summary>What they are, for a person.</summary>
    public static string DescribeDescriptors(int pid) =>
        string.Join(", ", Links(pid).GroupBy(static link => link.Split(':', '[')[0]).Select(static kind => $"{kind.Count()} {kind.Key}").Order());

    /// <summary>Ports of the loopback interface on which a process listens.</summary>
    public static IReadOnlyList<int> ListeningPorts(int pid)
    {
        const string listening = "0A";
        var sockets = Links(pid).Where(static link => link.StartsWith("socket:[", StringComparison.Ordinal)).Select(static link => link[8..^1]).ToHashSet();
        return [.. File.ReadLines("/proc/net/tcp").Skip(1)
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == listening && sockets.Contains(fields[9]))
            .Select(static fields => int.Parse(fields[1].AsSpan(fields[1].IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<string> Links(int pid)
    {
        string[] descriptors;
        try
        {
            descriptors = Directory.GetFileSystemEntries($"/proc/{pid}/fd");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var descriptor in descriptors)
        {
            if (new FileInfo(descriptor).LinkTarget is { } target) yield return target;
        }
    }

    private static IEnumerable<ProcessEntry> All() => Directory.EnumerateDirectories("/proc")
        .Select(static folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
        .OfType<ProcessEntry>();

    private static ProcessEntry? Read(int pid)
    {
        if (ReadText($"/proc/{pid}/stat") is not { Length: > 0 } line) return null;
        var (open, close) = (line.IndexOf('('), line.LastIndexOf(')'));
        var fields = line[(close + 2)..].Split(' ');
        return new ProcessEntry(
            pid, line[(open + 1)..close], fields[StateField][0],
            int.Parse(fields[ParentField], CultureInfo.InvariantCulture), int.Parse(fields[SessionField], CultureInfo.InvariantCulture));
    }

    private static bool NamesParent(int pid, int server)
    {
        var words = (ReadText($"/proc/{pid}/cmdline") ?? "").Split('\0');
        var at = Array.IndexOf(words, "--parent");
        return at >= 0 && at + 1 < words.Length && words[at + 1] == server.ToString(CultureInfo.InvariantCulture);
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A process.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Name">The program's name, cut at 15 characters.</param>
/// <param name="State">As in <c>ps</c>: R, S, T, Z, …</param>
/// <param name="Parent">Its parent's id.</param>
/// <param name="Session">The id of its session's leader.</param>
internal sealed record ProcessEntry(int Pid, string Name, char State, int Parent, int Session);
