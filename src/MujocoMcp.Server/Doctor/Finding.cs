namespace MujocoMcp.Server.Doctor;

/// <summary>Something that was looked for on this machine.</summary>
/// <param name="What">What it is.</param>
/// <param name="Verdict">Whether it is there.</param>
/// <param name="Detail">Which one, where.</param>
/// <param name="Remedy">How to get it; null where there is nothing to get.</param>
internal sealed record Finding(string What, Verdict Verdict, string Detail, string? Remedy = null)
{
    public static Finding Have(string what, string detail) => new(what, Verdict.Have, detail);

    /// <summary>The program can't do its work without it.</summary>
    public static Finding Missing(string what, string detail, string remedy) => new(what, Verdict.Missing, detail, remedy);

    /// <summary>The program does without it, less well.</summary>
    public static Finding Lacks(string what, string detail, string? remedy = null) => new(what, Verdict.Lacks, detail, remedy);
}
