namespace MujocoMcp.Server.Configuration;

/// <summary>The groups that tools are switched on by (<c>--caps</c>, <c>Server:Caps</c>).</summary>
internal static class ToolGroups
{
    /// <summary>Sessions, models, stepping, reading: always on.</summary>
    public const string Core = "core";

    /// <summary>The processes behind the sessions: always on.</summary>
    public const string Pool = "pool";

    /// <summary>The groups whose tools this version has.</summary>
    public static readonly string[] Available = [Core, Pool];

    /// <summary>The groups that are on whether asked for or not.</summary>
    public static readonly string[] AlwaysOn = [Core, Pool];

    /// <summary>Groups that are planned: asking for one is no misspelling.</summary>
    public static readonly string[] Planned = ["control", "analysis", "record", "scene", "experiment", "compat"];

    /// <summary>The groups that are on, in order.</summary>
    public static string[] Active(IEnumerable<string> asked) => [.. Available.Where(group => AlwaysOn.Contains(group, StringComparer.Ordinal) || asked.Contains(group, StringComparer.Ordinal))];
}
