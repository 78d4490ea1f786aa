namespace MujocoMcp.FaultInjection.Servers;

/// <summary>How a server is started.</summary>
/// <param name="Name">For people: <c>plain</c>, <c>wrapped</c>, <c>twin</c>.</param>
/// <param name="Command">The program and its arguments; it then speaks MCP on its pipes.</param>
/// <param name="Folder">Its own folder: data and temporary files lie below.</param>
internal sealed record ServerSetup(string Name, IReadOnlyList<string> Command, string Folder)
{
    /// <summary>Settings over those of the configuration file.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What lives longer than one call of the server; null where nothing does.</summary>
    public string? JournalFile { get; init; }

    /// <summary>The file that shifts the server's wall clock; null where it has none.</summary>
    public string? ClockFile { get; init; }

    public string TemporaryFolder => Path.Combine(Folder, "tmp");
}
