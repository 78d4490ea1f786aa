using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Journal;

/// <summary>The actor system's settings for the journal.</summary>
internal static class JournalSettings
{
    private static readonly Config Common = ConfigurationFactory.ParseString(
        $$"""
        akka {
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor {
            # The default serializer makes whatever type a message names: refused.
            serializers.json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
            serializers.mujoco-session = "{{typeof(SessionSerializer).AssemblyQualifiedName}}"
            serialization-bindings {
              "{{typeof(Contracts.Journal.SessionEvent).AssemblyQualifiedName}}" = mujoco-session
              "{{typeof(State.SessionState).AssemblyQualifiedName}}" = mujoco-session
            }
          }
        }
        """);

    /// <summary>Journal and checkpoints for as long as the process lives.</summary>
    public static Config InMemory { get; } = ConfigurationFactory.ParseString(
        """
        akka.persistence {
          journal.plugin = "akka.persistence.journal.inmem"
          snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        """).WithFallback(Common);

    /// <summary>Journal and checkpoints in SQLite. The file is <see cref="DataOptions"/>' matter, and its tables are <see cref="SessionsDatabase"/>'s.</summary>
    public static Config Sqlite { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            auto-start-journals = ["akka.persistence.journal.sql"]
            sql {
              class = "{{typeof(SessionJournal).AssemblyQualifiedName}}"
              auto-initialize = false
              # Of SQLite's writers one writes and the others wait: events that come meanwhile go into its next transaction together.
              parallelism = 1
              use-clone-connection = false
              tag-write-mode = Csv
              default.journal.use-writer-uuid-column = false
              # A disk that was full, or a file that was locked, may be well again at once: a session asks once a call, which is no storm. And a write that is
              # given up while it may still be done would be told undone: SQLite itself ends every one.
              circuit-breaker { max-failures = 1000, call-timeout = 24h, reset-timeout = 1s }
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            auto-start-snapshot-stores = ["akka.persistence.snapshot-store.sql"]
            sql {
              class = "{{typeof(CheckpointStore).AssemblyQualifiedName}}"
              auto-initialize = false
              use-clone-connection = false
              circuit-breaker { max-failures = 1000, call-timeout = 24h, reset-timeout = 1s }
            }
          }
        }
        """).WithFallback(Common).WithFallback(SqlPersistence.DefaultConfiguration);

    /// <summary>Leads the plugins to a database.</summary>
    public static DataOptionsSetup For(SessionsDatabase database) =>
        new(new DataOptions().UseConnectionString(ProviderName.SQLiteMS, database.ConnectionString).UseInterceptor(database.Settings));
}
