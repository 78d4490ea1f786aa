using System.Globalization;
using System.CommandLine;
using ModelContextProtocol;
using MujocoMcp.FaultInjection;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Report;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;
using Spectre.Console;

namespace MujocoMcp.Server.Chaos;

/// <summary>The command <c>chaos</c>: the fault-injection harness against this very program.</summary>
internal static class ChaosCommand
{
    private static readonly Option<int> Faults = Number("--faults", "N", $"How many faults, {1} or more", ChaosOptions.DefaultFaults, least: 1);
    private static readonly Option<int> Seed = Number("--seed", "S", "The same seed makes the same plan", 1, int.MinValue);
    private static readonly Option<int> Sessions = Number("--sessions", "N", $"Sessions at work, {ChaosOptions.LeastSessions} or more", ChaosOptions.DefaultSessions, ChaosOptions.LeastSessions);
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Where to write the report as JSON", HelpName = "FILE" };

    public static Command Describe(Option<string?> config)
    {
        var command = new Command("chaos", "Faults of every kind in sessions at work: what is lost, wrong, disturbed or left behind is counted") { Faults, Seed, Sessions, Report };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(config), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? configFile, CancellationToken cancellation)
    {
        FileInfo? reportFile = parsed.GetValue(Report);
        if (reportFile is not null) ReportFile.RequireWritable(reportFile);
        ProgramOptions options = MachineLacksException.RequireViewer(ProgramConfiguration.Load(configFile));
        try
        {
            ChaosReport report = await ChaosRun.RunAsync(
                new ChaosOptions(ThisProgram.Command, options.Sessions.ViewerPath)
                {
                    Faults = parsed.GetValue(Faults),
                    Seed = parsed.GetValue(Seed),
                    Sessions = parsed.GetValue(Sessions),
                    ConfigFile = configFile is null ? null : Path.GetFullPath(configFile),
                },
                Console.Error.WriteLine,
                cancellation);
            if (reportFile is not null) await File.WriteAllTextAsync(reportFile.FullName, report.ToJson(), cancellation);
            ReportTable.Show(report, AnsiConsole.Console);
            return report.AllHold ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (Exception failure) when (failure is InvalidOperationException or McpException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: the run failed: {failure.Message}");
            return ExitCodes.Failed;
        }
    }

    private static Option<int> Number(string name, string what, string description, int usual, int least)
    {
        var option = new Option<int>(name) { Description = description, HelpName = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            // What is no number at all is the parser's to refuse.
            if (given.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int number) && number < least)
                given.AddError($"{name} must be {least} or more.");
        });
        return option;
    }
}
