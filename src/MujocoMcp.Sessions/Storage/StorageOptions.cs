namespace MujocoMcp.Sessions.Storage;

/// <summary>Where sessions are kept, and how safely.</summary>
public sealed record StorageOptions
{
    /// <summary>Where sessions are kept.</summary>
    public StorageKind Kind { get; init; } = StorageKind.Sqlite;

    /// <summary>The data folder, on a local disk. Several servers of one user may share it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What an answered call survives.</summary>
    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>How long a write waits for another server's.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>With more than this in the data folder, free pages of its database not counted, no further session is opened, no model loaded and no snapshot saved, MiB.</summary>
    public int LimitMiB { get; init; } = 4096;
}
