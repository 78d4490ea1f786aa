using Akka.Configuration;
using Akka.Hosting;

namespace MujocoMcp.Sessions.Journal;

/// <summary>The actor system's settings for the journal.</summary>
internal static class JournalSettings
{
    /// <summary>Journal and checkpoints for as long as the process lives.</summary>
    public static Config InMemory { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka {
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          persistence {
            journal.plugin = "akka.persistence.journal.inmem"
            snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
          }
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
}
