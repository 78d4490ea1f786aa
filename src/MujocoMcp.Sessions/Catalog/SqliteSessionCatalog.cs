using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>The index in the data folder's database; each held session's lock is a locked file, which the kernel frees when this process ends.</summary>
internal sealed class SqliteSessionCatalog(DataFolder folder, FolderUse use, StorageOptions options, SessionsDatabase database, TimeProvider clock) : ISessionCatalog
{
    /// <summary>How old a lock is that nobody is about to use for a new session.</summary>
    internal static readonly TimeSpan OpeningLasts = TimeSpan.FromHours(1);

    private const int UniqueViolated = 2067; // SQLITE_CONSTRAINT_UNIQUE
    private const string Columns = "id, principal, label, isolation, opened, touched";

    // Held by the process, not by the registry's actor: that may be rebuilt.
    private readonly ConcurrentDictionary<SessionId, FileLock> _held = new();

    public bool RemovesJournal => true;

    public Taking.Full? Full => use.Bytes((long)options.LimitMiB << 20) >> 20 is var used && used >= options.LimitMiB ? new Taking.Full(used, options.LimitMiB) : null;

    public Task<Taking> AddAsync(SessionRecord session, OpeningKey? opening) => RunAsync<Taking>(connection =>
    {
        if (Full is { } full) return full;
        _held[session.Id] = FileLock.TryHold(LockOf(session.Id)) ?? throw new IOException($"The lock of the new session {session.Id} is held.");
        try
        {
            Execute(
                connection,
                "insert into session (id, principal, label, isolation, command_id, arguments_hash, opened, touched, holder) values ($id, $principal, $label, $isolation, $command, $hash, $opened, $touched, $holder)",
                ("$id", session.Id.Value), ("$principal", session.Principal), ("$label", session.Label), ("$isolation", session.Isolation), ("$command", opening?.CommandId),
                ("$hash", opening?.ArgumentsHash), ("$opened", session.OpenedAt.UtcTicks), ("$touched", session.Touched.UtcTicks), ("$holder", Environment.ProcessId));
            return new Taking.Held(session);
        }
        catch (SqliteException twice) when (twice.SqliteExtendedErrorCode == UniqueViolated && opening is not null)
        {
            Free(session.Id, forGood: true);
            return OpenedBefore(connection, session.Principal, opening.CommandId);
        }
        catch
        {
            Free(session.Id, forGood: true);
            throw;
        }
    });

    public Task<Taking> TakeAsync(SessionId id, string? principal) => RunAsync<Taking>(connection =>
    {
        var (session, _) = Find(connection, id);
        if (session is null || (principal ?? session.Principal) != session.Principal) return new Taking.Unknown();
        if (_held.ContainsKey(id)) return new Taking.Held(session);
        if (FileLock.TryHold(LockOf(id)) is not { } held) return new Taking.Busy(Find(connection, id).Holder);
        _held[id] = held;
        try
        {
            // What it was before the lock may be old: its last holder may have ended it meanwhile.
            if (Find(connection, id).Session is not { } found)
            {
                Free(id, forGood: true);
                return new Taking.Unknown();
            }

            Execute(connection, "update session set holder = $holder where id = $id", ("$id", id.Value), ("$holder", Environment.ProcessId));
            return new Taking.Held(found);
        }
        catch
        {
            Free(id);
            throw;
        }
    });

    public async Task ReleaseAsync(SessionId id, DateTimeOffset touched)
    {
        try
        {
            await RunAsync(connection => Execute(
                connection, "update session set holder = null, touched = max(touched, $at) where id = $id", ("$id", id.Value), ("$at", touched.UtcTicks))).ConfigureAwait(false);
        }
        finally
        {
            Free(id);
        }
    }

    public Task RemoveAsync(SessionId id) => RunAsync(connection =>
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, "delete from journal where persistence_id = 'session-' || $id", ("$id", id.Value));
        Execute(connection, "delete from snapshot where persistence_id = 'session-' || $id", ("$id", id.Value));
        var rows = Execute(connection, "delete from session where id = $id", ("$id", id.Value));
        transaction.Commit();
        Free(id, forGood: true);
        return rows;
    });

    public Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset At)> sessions) => RunAsync(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (id, at) in sessions) Execute(connection, "update session set touched = max(touched, $at) where id = $id", ("$id", id.Value), ("$at", at.UtcTicks));
        transaction.Commit();
        return sessions.Count;
    });

    public Task<SessionRecord[]> OwnedByAsync(string principal, int limit) => RunAsync(connection => Read(
        Command(connection, $"select {Columns} from session where principal = $principal order by touched desc limit $limit", ("$principal", principal), ("$limit", limit)), RecordOf));

    public Task<SessionId[]> AllAsync() => RunAsync(All);

    // A checkpoint that was still being saved when its session was deleted, the last events of a rehearsal, the lock of a server that was killed between two steps.
    public Task SweepAsync() => RunAsync(connection =>
    {
        // Each table is looked through first, its keys alone: no commit waits for that.
        foreach (var table in (string[])["journal", "snapshot"])
            foreach (var stranger in Read(Command(connection, $"select distinct persistence_id from {table} where persistence_id not in (select 'session-' || id from session)"), TextOf))
                Execute(connection, $"delete from {table} where persistence_id = $id", ("$id", stranger));
        var unused = (clock.GetUtcNow() - OpeningLasts).UtcDateTime;
        var locks = new DirectoryInfo(folder.Locks).GetFiles().Where(file => file.LastWriteTimeUtc < unused).ToDictionary(static file => new SessionId(file.Name));
        foreach (var session in locks.Keys.Except(All(connection)))
        {
            using var held = FileLock.TryHold(locks[session].FullName);
            if (held is not null) locks[session].Delete();
        }

        return locks.Count;
    });

    public Task<SessionId[]> UntouchedSinceAsync(DateTimeOffset since) =>
        RunAsync(connection => Ids(Command(connection, "select id from session where touched < $since limit 100", ("$since", since.UtcTicks))));

    private async Task<T> RunAsync<T>(Func<SqliteConnection, T> work)
    {
        await database.PrepareAsync().ConfigureAwait(false);
        return await Task.Run(() =>
        {
            using var connection = database.Connect();
            return work(connection);
        }).ConfigureAwait(false);
    }

    private static SessionId[] All(SqliteConnection connection) => Ids(Command(connection, "select id from session"));

    private static SessionId[] Ids(SqliteCommand select) => Read(select, static row => new SessionId(TextOf(row)));

    private static string TextOf(SqliteDataReader row) => row.GetString(0);

    private static T[] Read<T>(SqliteCommand select, Func<SqliteDataReader, T> valueOf)
    {
        using (select)
        {
            using var rows = select.ExecuteReader();
            var values = new List<T>();
            while (rows.Read()) values.Add(valueOf(rows));
            return [.. values];
        }
    }

    private static (SessionRecord? Session, int? Holder) Find(SqliteConnection connection, SessionId id)
    {
        using var command = Command(connection, $"select {Columns}, holder from session where id = $id", ("$id", id.Value));
        using var rows = command.ExecuteReader();
        return rows.Read() ? (RecordOf(rows), rows.IsDBNull(6) ? null : rows.GetInt32(6)) : (null, null);
    }

    // Of a row that begins with Columns.
    private static SessionRecord RecordOf(SqliteDataReader row)
    {
        return new(new SessionId(row.GetString(0)), row.GetString(1), TextOrNull(2), TextOrNull(3), TimeAt(4), TimeAt(5));

        string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        DateTimeOffset TimeAt(int column) => new(row.GetInt64(column), TimeSpan.Zero);
    }

    private static Taking.OpenedBefore OpenedBefore(SqliteConnection connection, string principal, string commandId)
    {
        using var command = Command(
            connection, "select id, arguments_hash from session where principal = $principal and command_id = $command", ("$principal", principal), ("$command", commandId));
        using var rows = command.ExecuteReader();
        return rows.Read() ? new Taking.OpenedBefore(new SessionId(rows.GetString(0)), rows.GetString(1)) : throw new IOException("The session of this command has just ended.");
    }

    private static int Execute(SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, text, parameters);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>Gives the lock back. The file goes with the session only, while the lock is held: whoever waits for it then finds no session.</summary>
    private void Free(SessionId id, bool forGood = false)
    {
        if (!_held.TryRemove(id, out var held)) return;
        using (held)
            if (forGood) File.Delete(LockOf(id));
    }

    private string LockOf(SessionId id) => Path.Combine(folder.Locks, id.Value);
}
