namespace MujocoMcp.Contracts.Errors;

/// <summary>Something that a caller should know about an answer that succeeded.</summary>
/// <param name="Code">One of <c>ctrl_clamped, contact_full, constraint_full, inertia, non_finite, recovered, cancelled, truncated, engine</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Count">How often it happened during the command.</param>
public sealed record Warning(string Code, string Message, int Count = 1)
{
    /// <summary>Step (since load or reset) at which it first happened.</summary>
    public long? FirstStep { get; init; }

    /// <summary>For <c>recovered</c>: the fault, as <c>get_session_info</c> lists it.</summary>
    public string? FaultId { get; init; }

    /// <summary>For <c>recovered</c>: whether the recovered physics equals the lost one to the last bit.</summary>
    public bool? Exact { get; init; }
}
