using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Sessions.State;

namespace MujocoMcp.Sessions.Journal;

/// <summary>Writes journal events and checkpoints as JSON under names of our own: no type name that a rename would break, nothing instantiated by name.</summary>
/// <param name="system">The actor system.</param>
internal sealed class SessionSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string EventManifest = "event/1";
    private const string CheckpointManifest = "checkpoint/1";

    // In every journal there is: never changed.
    public override int Identifier => 7301;

    public override string Manifest(object o) => o switch
    {
        SessionEvent => EventManifest,
        SessionState => CheckpointManifest,
        _ => throw new ArgumentException($"{o.GetType()} isn't journaled.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        SessionEvent happened => JsonSerializer.SerializeToUtf8Bytes(happened, ContractsJson.Default.SessionEvent),
        SessionState checkpoint => JsonSerializer.SerializeToUtf8Bytes(checkpoint, SessionsJson.Default.SessionState),
        _ => throw new ArgumentException($"{obj.GetType()} isn't journaled.", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        EventManifest => Read(bytes, ContractsJson.Default.SessionEvent),
        CheckpointManifest => ReadCheckpoint(bytes),
        _ => throw new NotSupportedException($"The journal holds a \"{manifest}\", which this version doesn't know: it was written by a newer one."),
    };

    private static object ReadCheckpoint(byte[] bytes)
    {
        try
        {
            return Read(bytes, SessionsJson.Default.SessionState);
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException)
        {
            return new UnreadableCheckpoint(damage);
        }
    }

    private static T Read<T>(byte[] bytes, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(bytes, type) ?? throw new InvalidDataException("The journal holds a null.");
}
