namespace MujocoMcp.Server.Tools;

/// <summary>What a tool does to the state, as its annotations tell clients.</summary>
internal enum ToolEffect
{
    /// <summary>Nothing.</summary>
    ReadsOnly,

    /// <summary>Goes on from what is there: calling it twice goes twice as far.</summary>
    Advances,

    /// <summary>Sets what is there: calling it twice is calling it once.</summary>
    Sets,

    /// <summary>Throws away what is there: calling it twice throws away nothing more.</summary>
    Discards,

    /// <summary>Throws away what is there, and each call makes something new in its place.</summary>
    Replaces,
}
