using System.Globalization;
using Spectre.Console;

namespace MujocoMcp.FaultInjection.Report;

/// <summary>Shows a report to a person.</summary>
public static class ReportTable
{
    public static void Show(ChaosReport report, IAnsiConsole console)
    {
        var faults = new Table().RoundedBorder().AddColumn("fault").AddColumn("injected", RightAligned).AddColumn("recovered", RightAligned).AddColumn("slowest, ms", RightAligned).AddColumn("");
        foreach (var fault in report.Faults)
        {
            var colour = fault.Injected == 0 ? "grey" : fault.Recovered == fault.Injected ? "green" : "red";
            faults.AddRow(
                fault.Kind, $"{fault.Injected}", $"[{colour}]{fault.Recovered}[/]", string.Create(CultureInfo.InvariantCulture, $"{fault.SlowestMs:0}"),
                fault.NotInjected is { } why ? Markup.Escape($"not injected: {why}") : "");
        }

        var found = new Table().RoundedBorder().AddColumn("").AddColumn("", RightAligned);
        foreach (var (what, count) in Counts(report)) found.AddRow(what, count == 0 ? "[green]0[/]" : $"[red]{count}[/]");
        var recovery = report.RecoveryMs;
        found.AddRow("recovery p50 / p99 / max, ms", string.Create(CultureInfo.InvariantCulture, $"{recovery.P50:0} / {recovery.P99:0} / {recovery.Max:0}"));
        found.AddRow("seed / sessions / commands", $"{report.Seed} / {report.Sessions} / {report.Commands}");
        console.Write(faults);
        console.Write(found);
        console.MarkupLine(report.AllHold ? "[green]All that is promised held.[/]" : "[red]Not all that is promised held.[/]");
    }

    private static IEnumerable<(string What, int Count)> Counts(ChaosReport report) =>
    [
        ("acknowledged commands lost", report.LostAcknowledged), ("wrong states", report.WrongStates), ("cross-session effects", report.CrossSessionEffects),
        ("orphans", report.Orphans), ("leaked ports", report.LeakedPorts), ("leaked descriptors", report.LeakedDescriptors), ("leaked files", report.LeakedFiles),
    ];

    private static void RightAligned(TableColumn column) => column.RightAligned();
}
