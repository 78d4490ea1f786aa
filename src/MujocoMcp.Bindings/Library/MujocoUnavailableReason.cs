namespace MujocoMcp.Bindings;

/// <summary>Why MuJoCo cannot be used.</summary>
public enum MujocoUnavailableReason
{
    /// <summary>No library at any of the places searched.</summary>
    NotFound,

    /// <summary>A file is there, but it cannot be loaded or is not MuJoCo.</summary>
    Unreadable,

    /// <summary>MuJoCo is there, but neither a built-in layout table nor matching headers are.</summary>
    UnsupportedVersion,

    /// <summary>The layout table disagrees with what the library keeps in memory; going on would corrupt data.</summary>
    LayoutMismatch,
}
