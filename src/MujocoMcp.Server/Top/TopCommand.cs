using System.CommandLine;
using System.Diagnostics;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;
using MujocoMcp.Sessions.Catalog;
using Spectre.Console;

namespace MujocoMcp.Server.Top;

/// <summary>The command <c>top</c>: sessions and processes of all this user's servers, whatever started them. It asks no server: what it shows stands in the data
/// folder's catalog and in /proc.</summary>
internal static class TopCommand
{
    private const int MostSessions = 30;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public static Command Describe(Option<string?> config)
    {
        var command = new Command("top", "Show the sessions and processes of your servers, live; once, where stdout is no terminal");
        command.SetAction((parsed, cancellation) => RunAsync(ProgramConfiguration.Load(parsed.GetValue(config)).Sessions.Storage.Folder, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            var view = new View(folder);
            if (AnsiConsole.Profile.Out.IsTerminal) await ShowAsync(view, interrupted.Token);
            else view.Look().Print(Console.Out);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }

        return ExitCodes.Done;
    }

    private static Task ShowAsync(View view, CancellationToken cancellation) => AnsiConsole.Live(view.Look().Draw()).AutoClear(true).StartAsync(async live =>
    {
        using var look = new PeriodicTimer(Between);
        while (await look.WaitForNextTickAsync(cancellation)) live.UpdateTarget(view.Look().Draw());
    });

    /// <summary>What was seen last, to tell the load since.</summary>
    private sealed class View(string folder)
    {
        private IReadOnlyList<OurProcess> _before = [];
        private long _since;

        public TopTables Look()
        {
            IReadOnlyList<OurProcess> processes = ProcessTable.Read();
            var tables = new TopTables(processes, _before, Stopwatch.GetElapsedTime(_since), CatalogReading.Read(folder, MostSessions), DateTimeOffset.UtcNow);
            (_before, _since) = (processes, Stopwatch.GetTimestamp());
            return tables;
        }
    }
}
