namespace MujocoMcp.Server.Doctor;

/// <summary>Whether something is there.</summary>
internal enum Verdict
{
    Have,

    /// <summary>Not there, and not needed for the main work.</summary>
    Lacks,

    /// <summary>Not there, and needed.</summary>
    Missing,
}
