namespace MujocoMcp.Sessions.Storage;

/// <summary>Where sessions are kept.</summary>
public enum StorageKind
{
    /// <summary>In a folder, in SQLite and files: sessions outlive the server.</summary>
    Sqlite,

    /// <summary>In memory: sessions end with the server.</summary>
    Memory,
}
