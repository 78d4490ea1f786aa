using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Tests.Tools;

public sealed class ErrorTableTests
{
    [Fact]
    public void The_table_of_errors_is_complete_and_in_step_with_the_codes()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "errors.md"))
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(static cells => (Code: cells[1].Trim('`'), Meaning: cells[2], Todo: cells[3], Retryable: cells[4] == "yes"))
            .ToArray();

        Assert.Equal(Enum.GetValues<ErrorCode>().Select(static code => (code.WireName(), code.IsRetryable())), rows.Select(static row => (row.Code, row.Retryable)));
        Assert.All(rows, static row => Assert.True(row.Meaning.Length > 0 && row.Todo.Length > 0));
    }
}
