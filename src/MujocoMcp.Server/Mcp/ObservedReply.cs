using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Mcp;

/// <summary>Finds and fills the part of a reply that may have been too large for a message.</summary>
internal static class ObservedReply
{
    /// <summary>The blob that holds it; null where it is in the reply, or there is none.</summary>
    public static string? Blob(this SessionReply reply) => reply.Answer switch
    {
        Operated operated => operated.Observed.Blob,
        StateRead observed => observed.Channels.Blob,
        ModelQueried queried => queried.Blob,
        PictureTaken taken => taken.Picture.Blob,
        _ => null,
    };

    /// <summary>The reply with the content of its blob in it.</summary>
    public static SessionReply WithContent(this SessionReply reply, ReadOnlyMemory<byte> blob) => reply.Answer switch
    {
        Operated operated => reply with { Answer = operated with { Observed = ContractsWire.FromBlob<Observation>(blob) } },
        StateRead observed => reply with { Answer = observed with { Channels = ContractsWire.FromBlob<Observation>(blob) } },
        ModelQueried => reply with { Answer = new ModelQueried(ContractsWire.FromBlob<QueryAnswer>(blob), null) },
        PictureTaken taken => reply with { Answer = taken with { Picture = taken.Picture with { Content = blob.ToArray(), Blob = null } } },
        _ => reply,
    };
}
