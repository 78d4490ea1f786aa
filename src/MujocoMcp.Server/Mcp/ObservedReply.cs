using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Mcp;

/// <summary>Finds and fills what was too large for a reply: channels, a picture.</summary>
internal static class ObservedReply
{
    /// <summary>The blob that holds the rest of a reply; null where the reply is whole.</summary>
    public static string? BlobOfRest(this SessionReply reply) => reply.Answer switch
    {
        Operated operated => operated.Observed.Blob,
        StateRead observed => observed.Channels.Blob,
        PictureTaken taken => taken.Picture.Blob,
        _ => null,
    };

    /// <summary>The reply with the blob's content in it.</summary>
    public static SessionReply WithRest(this SessionReply reply, ReadOnlyMemory<byte> blob) => reply.Answer switch
    {
        Operated operated => reply with { Answer = operated with { Observed = ContractsWire.FromBlob<Observation>(blob) } },
        StateRead observed => reply with { Answer = observed with { Channels = ContractsWire.FromBlob<Observation>(blob) } },
        PictureTaken taken => reply with { Answer = taken with { Picture = taken.Picture with { Content = blob.ToArray(), Blob = null } } },
        _ => reply,
    };
}
