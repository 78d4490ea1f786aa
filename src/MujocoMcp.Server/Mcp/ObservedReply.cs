using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Mcp;

/// <summary>Finds and fills the observation of a reply.</summary>
internal static class ObservedReply
{
    /// <summary>The blob that holds a reply's channels; null where they are in the reply, or there are none.</summary>
    public static string? BlobOfChannels(this SessionReply reply) => reply.Answer switch
    {
        Operated operated => operated.Observed.Blob,
        StateRead observed => observed.Channels.Blob,
        _ => null,
    };

    /// <summary>The reply with its channels in it.</summary>
    public static SessionReply WithChannels(this SessionReply reply, Observation observation) => reply.Answer switch
    {
        Operated operated => reply with { Answer = operated with { Observed = observation } },
        StateRead observed => reply with { Answer = observed with { Channels = observation } },
        _ => reply,
    };
}
