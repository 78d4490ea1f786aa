namespace MujocoMcp.Server.Resources;

/// <summary>What can be read as a resource.</summary>
internal enum ResourceKind
{
    /// <summary>The caller's sessions.</summary>
    Sessions,

    /// <summary>How a session is.</summary>
    Session,

    /// <summary>The state of a session's only model.</summary>
    State,

    /// <summary>The state of one of its models.</summary>
    ModelState,

    /// <summary>A model's XML, as it was loaded.</summary>
    ModelXml,

    /// <summary>The processes that a session lost.</summary>
    Faults,

    /// <summary>What became of its processes, and what they wrote to stderr.</summary>
    Log,
}
