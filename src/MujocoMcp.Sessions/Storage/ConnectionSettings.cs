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

    private readonly string _pragma =
        $"pragma synchronous = {(options.Durability == Durability.Power ? "full" : "normal")}; pragma journal_size_limit = {WalCheckpoints.UsualBytes}";

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
        command.CommandText = _pragma;
        command.ExecuteNonQuery();
        // The provider's own wait, above it, looks after 150 ms.
        BusyWait.Set(connection.Handle!, options.BusyTimeout);
        checkpoints.Watch(connection.Handle!);
        _done.AddOrUpdate(connection.Handle!, this);
    }
}
