using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>What came of the attempt to take a session.</summary>
internal abstract record Taking
{
    private Taking()
    {
    }

    /// <summary>It is this server's now, until released.</summary>
    public sealed record Held(SessionRecord Session) : Taking;

    /// <summary>Another server holds it.</summary>
    /// <param name="Pid">That server; null where it hasn't said yet.</param>
    public sealed record Busy(int? Pid) : Taking;

    /// <summary>There is no such session, or it is somebody else's.</summary>
    public sealed record Unknown : Taking;

    /// <summary>It was opened before, by the same command.</summary>
    public sealed record OpenedBefore(SessionId Session, string ArgumentsHash) : Taking;

    /// <summary>The data folder holds as much as it may.</summary>
    public sealed record Full(long UsedMiB, int LimitMiB) : Taking
    {
        /// <summary>Why nothing more is kept.</summary>
        public Failure ToFailure() => new(ErrorCode.CapacityExhausted, $"The data folder holds {UsedMiB} MiB; its limit is {LimitMiB}.")
        {
            Suggestions = ["Close sessions with close_session; untouched ones are deleted after a while.", "Raise Sessions:Storage:LimitMiB."],
        };
    }
}
