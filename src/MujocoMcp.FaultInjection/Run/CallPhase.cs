namespace MujocoMcp.FaultInjection.Run;

/// <summary>What a call's failure or duration says.</summary>
internal enum CallPhase
{
    /// <summary>Its duration says nothing: the program is cold.</summary>
    WarmUp,

    /// <summary>There is no fault anywhere.</summary>
    Calm,

    /// <summary>Other sessions are struck.</summary>
    Beside,

    /// <summary>Its own session is struck.</summary>
    Struck,
}
