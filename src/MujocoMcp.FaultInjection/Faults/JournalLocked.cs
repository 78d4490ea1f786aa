using Microsoft.Data.Sqlite;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>Another process holds the journal's write lock for a while.</summary>
internal sealed class JournalLocked : IFault
{
    private const int LeastMs = 200;
    private const int MostMs = 2500;
    private const int LockWaitS = 5;

    public string Kind => "journal_locked";

    public FaultScope Scope => FaultScope.Server;

    public int Weight => 1;

    public IReadOnlySet<string> Tolerates { get; } = new HashSet<string> { "storage_unavailable" };

    public string? WhyNot(FaultSite site) => site.HasDurableJournal ? null : "there is no file to lock: the journal is in memory";

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (target.Server.Setup.JournalFile is not { } file || !File.Exists(file)) return Injection.Impossible("the journal's file isn't there");
        var how = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = LockWaitS };
        await using var connection = new SqliteConnection(how.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
            await using var transaction = connection.BeginTransaction(deferred: false);
            await Task.Delay(target.Chance.Next(LeastMs, MostMs), cancellation);
            await transaction.RollbackAsync(cancellation);
        }
        catch (SqliteException busy)
        {
            return Injection.Impossible($"the journal can't be locked: {busy.Message}");
        }

        return new Injection();
    }
}
