using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace MujocoMcp.Sessions.Journal;

/// <summary>Stands where Akka's default serializer was: what has no serializer of its own isn't written, and nothing is made by its type's name.</summary>
internal sealed class RefusingSerializer : Serializer
{
    [SuppressMessage("Style", "IDE0060", Justification = "Akka looks for this constructor wherever a serializer has settings.")]
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system)
    {
    }

    // The default serializer's own number: what a peer wrote with that one ends here.
    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new NotSupportedException($"{obj.GetType()} has no serializer.");

    public override object FromBinary(byte[] bytes, Type type) => throw new NotSupportedException("Messages are never made by a type's name.");
}
