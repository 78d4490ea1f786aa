using System.Globalization;
using MujocoMcp.Sessions.Catalog;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MujocoMcp.Server.Top;

/// <summary>What <c>top</c> shows, as rows of text.</summary>
internal sealed class TopTables
{
    private static readonly string[] ProcessColumns = ["PID", "WHAT", "OF", "CPU %", "MEMORY MiB", "AGE", "SESSION"];
    private static readonly string[] SessionColumns = ["SESSION", "LABEL", "STATE", "SERVER", "LAST USED"];

    private readonly string[][] _processes;
    private readonly string[][] _sessions;
    private readonly string _summary;

    /// <param name="processes">This user's processes.</param>
    /// <param name="before">The same a while ago; empty for none.</param>
    /// <param name="between">How long ago.</param>
    /// <param name="sessions">The sessions of the data folder.</param>
    /// <param name="now">The time.</param>
    public TopTables(IReadOnlyList<OurProcess> processes, IReadOnlyList<OurProcess> before, TimeSpan between, IReadOnlyList<KeptSession> sessions, DateTimeOffset now)
    {
        // A viewer goes below the server that started it.
        IEnumerable<OurProcess> ordered = processes.OrderBy(static process => process.IsServer ? process.Pid : process.Parent).ThenBy(static process => !process.IsServer).ThenBy(static process => process.Pid);
        _processes =
        [
            .. ordered.Select(process => (string[])
            [
                Invariant($"{process.Pid}"), process.IsServer ? $"server {process.Role}" : process.Role, process.IsServer ? "" : Invariant($"{process.Parent}"),
                LoadOf(process, before, between), Invariant($"{process.ResidentMiB:0.0}"), Span(process.Age), process.Session ?? "",
            ]),
        ];
        HashSet<int> servers = [.. processes.Where(static process => process.IsServer).Select(static process => process.Pid)];
        _sessions =
        [
            .. sessions.Select(session => (string[])
            [
                session.Id.Value, session.Label ?? "", StateOf(session, servers), session.Holder is { } holder && servers.Contains(holder) ? Invariant($"{holder}") : "", $"{Span(now - session.Touched)} ago",
            ]),
        ];
        _summary = Invariant(
            $"{servers.Count} servers, {processes.Count - servers.Count} viewers, {processes.Sum(static process => process.ResidentMiB):0} MiB; {sessions.Count(session => StateOf(session, servers) == AtWork)} sessions at work");
    }

    private const string AtWork = "at work";

    /// <summary>For a terminal.</summary>
    public IRenderable Draw() => new Rows(new Markup($"[bold]mujoco-mcp[/] {Markup.Escape(_summary)}"), Grid(ProcessColumns, _processes), Grid(SessionColumns, _sessions));

    /// <summary>For a file or a pipe.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine(_summary);
        foreach ((string[] columns, string[][] rows) in (ReadOnlySpan<(string[], string[][])>)[(ProcessColumns, _processes), (SessionColumns, _sessions)])
        {
            output.WriteLine();
            int[] widths = [.. columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max())];
            foreach (string[] row in (string[][])[columns, .. rows])
                output.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static Table Grid(string[] columns, string[][] rows)
    {
        Table table = new Table().SimpleBorder().Expand();
        foreach (string column in columns) table.AddColumn(column is "CPU %" or "MEMORY MiB" or "AGE" ? new TableColumn(column).RightAligned() : new TableColumn(column).NoWrap());
        foreach (string[] row in rows) table.AddRow([.. row.Select(static cell => new Text(cell, cell == AtWork ? new Style(Color.Green) : Style.Plain))]);
        return table;
    }

    // A holder that was killed stands in the catalog until somebody takes the session.
    private static string StateOf(KeptSession session, HashSet<int> servers) =>
        session.Holder is not { } holder ? "parked" : servers.Contains(holder) ? AtWork : "to be recovered";

    private static string LoadOf(OurProcess process, IReadOnlyList<OurProcess> before, TimeSpan between) =>
        before.FirstOrDefault(earlier => earlier.Pid == process.Pid) is { } earlier && between > TimeSpan.Zero
            ? Invariant($"{100 * (process.ProcessorTime - earlier.ProcessorTime) / between:0}")
            : "";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Invariant($"{span.TotalDays:0.0} d"),
        { TotalHours: >= 1 } => Invariant($"{span.TotalHours:0.0} h"),
        { TotalMinutes: >= 1 } => Invariant($"{span.TotalMinutes:0} min"),
        _ => Invariant($"{Math.Max(0, span.TotalSeconds):0} s"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
