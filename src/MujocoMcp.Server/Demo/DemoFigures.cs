using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace MujocoMcp.Server.Demo;

/// <summary>What the demo measured, and whether it bears out what the program promises.</summary>
internal sealed class DemoFigures
{
    private readonly List<(string Claim, string Figure, bool Holds)> _rows = [];

    /// <param name="expectedDigest">Of the undisturbed run.</param>
    /// <param name="finished">What the disturbed step answered.</param>
    /// <param name="info">How the disturbed session was afterwards.</param>
    /// <param name="undisturbed">How long the step took undisturbed.</param>
    public DemoFigures(string expectedDigest, JsonElement finished, JsonElement info, TimeSpan undisturbed)
    {
        JsonElement fault = info.GetProperty("faults").EnumerateArray().FirstOrDefault();
        bool wasKilled = fault.ValueKind is JsonValueKind.Object && fault.GetProperty("signal").GetString() == "SIGKILL";
        string digest = finished.GetProperty("digest").GetString()!;

        Add("the viewer died", wasKilled ? $"SIGKILL during {fault.GetProperty("command").GetString()}" : "it did not", wasKilled);
        if (wasKilled)
        {
            Add("it was recovered", Invariant($"in {NumberOf(fault, "recovered_in_ms"):0} ms, {fault.GetProperty("replayed_steps").GetInt64():N0} steps replayed"), fault.GetProperty("recovered_in_ms").ValueKind is JsonValueKind.Number);
        }

        Add("its call was answered", Invariant($"{finished.GetProperty("steps_done").GetInt64():N0} steps (undisturbed: {undisturbed.TotalSeconds:0.0} s)"), true);
        Add("same physics, bit for bit", digest == expectedDigest ? digest : $"{digest}, not {expectedDigest}", digest == expectedDigest);
    }

    public bool AllHold => _rows.TrueForAll(static row => row.Holds);

    /// <summary>A session in another process than the one that was killed.</summary>
    /// <param name="scene">What it simulates.</param>
    /// <param name="before">Its calls before the crash.</param>
    /// <param name="during">Its calls from the disturbed step's start to its end.</param>
    /// <param name="mostPause">A longer call than this is a pause.</param>
    public void AddNeighbour(string scene, Latencies before, Latencies during, TimeSpan mostPause) => Add(
        $"{scene} never paused",
        Invariant($"{during.Count} calls, median {during.Median.TotalMilliseconds:0.0} ms, longest {during.Longest.TotalMilliseconds:0.0} ms (before: {before.Median.TotalMilliseconds:0.0}, {before.Longest.TotalMilliseconds:0.0})"),
        during.Count > 0 && during.Longest < mostPause);

    /// <summary>A session in the process that was killed.</summary>
    /// <param name="scene">What it simulates.</param>
    /// <param name="during">Its calls from the disturbed step's start to its end.</param>
    /// <param name="info">How it was afterwards.</param>
    /// <param name="mostPause">It must be back within this.</param>
    public void AddSharer(string scene, Latencies during, JsonElement info, TimeSpan mostPause)
    {
        bool isExact = info.GetProperty("faults").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } fault && fault.GetProperty("exact").ValueKind is JsonValueKind.True;
        Add(
            $"{scene} came back with it",
            Invariant($"{(isExact ? "bit for bit" : "not exactly")}, no call failed: {during.Count} calls, longest {during.Longest.TotalMilliseconds:0} ms"),
            isExact && during.Count > 0 && during.Longest < mostPause);
    }

    /// <summary>Shows the table: drawn on a terminal, plain lines elsewhere.</summary>
    public void Show(IAnsiConsole console, string title)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            Console.WriteLine(title);
            foreach ((string claim, string figure, bool holds) in _rows) Console.WriteLine($"{(holds ? "yes" : "NO"),-4}{claim,-28}{figure}");
            return;
        }

        Table table = new Table().Title(title).RoundedBorder().AddColumn("").AddColumn("claim").AddColumn("measured");
        foreach ((string claim, string figure, bool holds) in _rows) table.AddRow(holds ? "[green]yes[/]" : "[red]NO[/]", Markup.Escape(claim), Markup.Escape(figure));
        console.Write(table);
    }

    private void Add(string claim, string figure, bool holds) => _rows.Add((claim, figure, holds));

    private static double NumberOf(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : double.NaN;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
