using System.Collections.Concurrent;
using System.Globalization;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Pipes;

/// <summary>
/// A program that stands in for the viewer: a shell script which hands its pipes to this process and then becomes the viewer. So the viewer keeps
/// the process id, the parent and the signals that the server knows, and what travels between the two passes through here.
/// </summary>
internal sealed class ViewerWrapper
{
    private const int StackBytes = 256 * 1024;

    private readonly string _folder;
    private readonly ConcurrentDictionary<int, PipeRelay> _relays = new();
    private readonly ConcurrentQueue<StartOrder> _orders = new();

    private ViewerWrapper(string folder) => _folder = folder;

    /// <summary>The path to give to the server in the viewer's place.</summary>
    public string Program => Path.Combine(_folder, "viewer");

    /// <summary>Writes the script and waits for those that run it.</summary>
    /// <param name="folder">An empty folder of its own.</param>
    /// <param name="viewer">The real viewer program.</param>
    public static ViewerWrapper Create(string folder, string viewer)
    {
        Directory.CreateDirectory(folder);
        var wrapper = new ViewerWrapper(folder);
        var arrivals = Path.Combine(folder, "arrivals");
        LinuxCalls.MakeFifo(arrivals);
        // Opened for both directions: the open doesn't wait, and the file never ends.
        var reader = new StreamReader(new FileStream(arrivals, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0));
        Run("viewer arrivals", () => wrapper.Welcome(reader));
        File.WriteAllText(wrapper.Program, $$"""
            #!/bin/sh
            # Stands in for the viewer program: hands its pipes to the fault-injection harness, then becomes the viewer.
            d='{{folder}}'
            mkfifo "$d/$$.in" "$d/$$.out" && echo $$ >"$d/arrivals" || exit 69
            exec 3<"$d/$$.in" 4>"$d/$$.out"
            read -r order <&3
            case $order in exit*) exit "${order#exit }" ;; esac
            exec '{{viewer}}' "$@" <&3 >&4 3<&- 4>&-

            """);
        File.SetUnixFileMode(wrapper.Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return wrapper;
    }

    /// <summary>The pipes of a viewer; null where it wasn't started through this wrapper, or is gone.</summary>
    public PipeRelay? Of(int pid) => _relays.GetValueOrDefault(pid);

    /// <summary>Orders something for the next start.</summary>
    public StartOrder OrderNext(TimeSpan delay, int? exitCode = null)
    {
        var order = new StartOrder(delay, exitCode);
        _orders.Enqueue(order);
        return order;
    }

    private void Welcome(StreamReader arrivals)
    {
        while (arrivals.ReadLine() is { } line)
        {
            var pid = int.Parse(line, CultureInfo.InvariantCulture);
            Run($"viewer {pid}", () => Attend(pid));
        }
    }

    private void Attend(int pid)
    {
        try
        {
            using var relay = PipeRelay.Take(pid, Path.Combine(_folder, $"{pid}.in"), Path.Combine(_folder, $"{pid}.out"));
            if (_orders.TryDequeue(out var order))
            {
                Thread.Sleep(order.Delay);
                order.Obeyed.TrySetResult();
                if (order.ExitCode is { } code)
                {
                    relay.Tell($"exit {code}\n");
                    relay.WaitForViewerToEnd();
                    return;
                }
            }

            relay.Tell("go\n");
            _relays[pid] = relay;
            Run($"viewer {pid} in", relay.CarryToViewer);
            relay.CarryToServer();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Killed at its start: there is nothing to carry.
        }
        finally
        {
            _relays.TryRemove(pid, out _);
        }
    }

    // Threads, not tasks: each is blocked in a read most of its life, and what passes here is timed.
    private static void Run(string name, Action work) => new Thread(() => work(), StackBytes) { IsBackground = true, Name = name }.Start();
}
