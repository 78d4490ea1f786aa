using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Top;
using MujocoMcp.Sessions.Catalog;

namespace MujocoMcp.Server.Tests.Top;

public sealed class TopTablesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly OurProcess Server = new(100, 1, "serve", null, TimeSpan.FromSeconds(8), 170, TimeSpan.FromMinutes(3));
    private static readonly OurProcess Viewer = new(101, 100, OurProcess.ViewerRole, "s-a", TimeSpan.FromSeconds(3.5), 30.5, TimeSpan.FromSeconds(90));

    [Fact]
    public void A_load_is_what_was_used_since_the_last_look()
    {
        OurProcess[] before = [Server, Viewer with { ProcessorTime = TimeSpan.FromSeconds(3) }];
        string[] lines = Print(new TopTables([Server, Viewer], before, TimeSpan.FromSeconds(1), [], Now));
        Assert.Equal("1 servers, 1 viewers, 201 MiB; 0 sessions at work", lines[0]);
        Assert.Equal(["101", "viewer", "100", "50", "30.5", "2", "min", "s-a"], lines.Single(static line => line.StartsWith("101", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_session_whose_server_was_killed_is_not_at_work()
    {
        KeptSession[] sessions =
        [
            new(new SessionId("s-a"), "One", "local", Now.AddSeconds(-5), 100), new(new SessionId("s-b"), null, "local", Now.AddHours(-2), 77), new(new SessionId("s-c"), null, "local", Now.AddDays(-3), null),
        ];
        string[] lines = Print(new TopTables([Server], [], TimeSpan.Zero, sessions, Now));
        Assert.Contains(lines, static line => line.StartsWith("s-a", StringComparison.Ordinal) && line.Contains("at work", StringComparison.Ordinal) && line.Contains("100", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("s-b", StringComparison.Ordinal) && line.Contains("to be recovered", StringComparison.Ordinal) && line.EndsWith("2.0 h ago", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("s-c", StringComparison.Ordinal) && line.Contains("parked", StringComparison.Ordinal));
    }

    private static string[] Print(TopTables tables)
    {
        var output = new StringWriter();
        tables.Print(output);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
