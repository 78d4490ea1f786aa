using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Storage;

/// <summary>The SQLite file of a data folder: journals, checkpoints and the index of sessions.</summary>
internal sealed class SessionsDatabase
{
    // The journal plugin would make its own tables, at its own start; made here, that start can't fail for want of them.
    // No table for tags: no event has any. A closed session's rows go with its row in the index.
    private const string Schema = """
        create table if not exists journal (
          ordering integer primary key autoincrement,
          persistence_id text not null,
          sequence_number integer not null,
          created integer not null,
          deleted integer not null,
          manifest text not null,
          identifier integer not null,
          message blob not null,
          tags text,
          unique (persistence_id, sequence_number)
        );
        create table if not exists snapshot (
          persistence_id text not null,
          sequence_number integer not null,
          created integer not null,
          manifest text not null,
          serializer_id integer not null,
          snapshot blob not null,
          primary key (persistence_id, sequence_number)
        ) without rowid;
        create table if not exists session (
          id text primary key,
          principal text not null,
          label text,
          isolation text,
          command_id text,
          arguments_hash text,
          opened integer not null,
          touched integer not null,
          holder integer
        ) without rowid;
        create unique index if not exists session_opening on session (principal, command_id);
        create index if not exists session_touched on session (touched);
        """;

    // In a file that an older version made, the index doesn't say how a session was opened.
    private const string LacksIsolation = "select count(*) = 0 from pragma_table_info('session') where name = 'isolation'";
    private const string AddIsolation = "alter table session add column isolation text";

    // The writers wait for a checkpoint that waits for a reader.
    private static readonly TimeSpan CheckpointWait = TimeSpan.FromMilliseconds(20);

    private readonly WalCheckpoints _checkpoints;
    private readonly Lock _gate = new();
    private Task? _ready;

    public SessionsDatabase(DataFolder folder, StorageOptions options)
    {
        _checkpoints = new WalCheckpoints(ConnectForCheckpoint, TimeProvider.System);
        Settings = new ConnectionSettings(options, _checkpoints);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = folder.Database, DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds) }.ToString();
    }

    public string ConnectionString { get; }

    /// <summary>Sets each connection up as it is opened.</summary>
    public ConnectionSettings Settings { get; }

    public ILogger Log { set => _checkpoints.Log = value; }

    /// <summary>Makes the file ready, once; a failed try is made again by the next caller.</summary>
    /// <exception cref="SqliteException">The file is damaged, locked or can't be written.</exception>
    public Task PrepareAsync()
    {
        lock (_gate)
        {
            return _ready is { IsFaulted: false } ready ? ready : _ready = Task.Run(Prepare);
        }
    }

    /// <summary>Opens a connection; the pool keeps it afterwards.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        Settings.Apply(connection);
        return connection;
    }

    /// <summary>What the file has to spare, bytes: it never shrinks, but what was deleted is written over.</summary>
    /// <exception cref="SqliteException">The file is damaged or locked.</exception>
    public long FreeBytes()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "select freelist_count * page_size from pragma_freelist_count, pragma_page_size";
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection ConnectForCheckpoint()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        BusyWait.Set(connection.Handle!, CheckpointWait);
        return connection;
    }

    private void Prepare()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        // Sticks to the file: readers never wait for the writer, and a commit is one write.
        Execute("pragma journal_mode = wal");
        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        Execute(Schema);
        command.CommandText = LacksIsolation;
        if ((long)command.ExecuteScalar()! == 1) Execute(AddIsolation);
        transaction.Commit();

        void Execute(string text)
        {
            command.CommandText = text;
            command.ExecuteNonQuery();
        }
    }
}
