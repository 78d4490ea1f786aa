using System.Data.Common;
using System.Runtime.CompilerServices;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MujocoMcp.Sessions.Storage;

/// <summary>Sets up each SQLite connection: what isn't kept in the file. A handle keeps it while the pool has it, so that it is done once a handle.</summary>
/// <param name="options">How safely sessions are kept.</param>
/// <param name="checkpoints">Does what commits would do otherwise.</param>
internal sealed class ConnectionSettings(StorageOptions options, WalCheckpoints checkpoints) : ConnectionInterceptor
{
    private readonly ConditionalWeakTable<sqlite3, object> _done = [];

    // SQLite's own wait looks again after milliseconds; the provider's, above it, after 150.
    private readonly string _pragmas =
        $"pragma busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}; pragma synchronous = {(options.Durability == Durability.Power ? "full" : "normal")}";

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Apply((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Apply((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    public void Apply(SqliteConnection connection)
    {
        if (_done.TryGetValue(connection.Handle!, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = _pragmas;
        command.ExecuteNonQuery();
        checkpoints.Watch(connection.Handle!);
        _done.AddOrUpdate(connection.Handle!, this);
    }
}
