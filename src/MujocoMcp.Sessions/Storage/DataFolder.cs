using System.Globalization;

namespace MujocoMcp.Sessions.Storage;

/// <summary>The folder that holds the sessions: <c>sessions.db</c> (their journals and the index), <c>locks/</c>, <c>blobs/</c>, and <c>format</c>, the version of all that.</summary>
public sealed class DataFolder
{
    /// <summary>The version of what is written here. Raised when an older program could no longer read it.</summary>
    public const int Format = 1;

    /// <summary>So end the names of blobs that are being written, or deleted.</summary>
    internal const string Passing = ".new";

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string path) => Path = path;

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    internal string Database => DatabaseOf(Path);

    internal string Locks => Inside("locks");

    internal string Blobs => Inside("blobs");

    private string FormatFile => Inside("format");

    /// <summary>Makes the folder ready, for its owner alone.</summary>
    /// <exception cref="DataFolderException">It can't be written, or was written by a version that this one doesn't understand.</exception>
    public static DataFolder Open(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        try
        {
            foreach (var part in (string[])[folder.Path, folder.Locks, folder.Blobs]) Directory.CreateDirectory(part, OwnerAlone);
            folder.CheckFormat();
            return folder;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"The data folder {folder.Path} can't be used: {unusable.Message} Name another one in Sessions:Storage:Folder, or set Sessions:Storage:Kind to Memory.", unusable);
        }
    }

    /// <summary>What the database takes, bytes, with what is not yet written back to it.</summary>
    internal long DatabaseBytes() => LengthOf(Database) + LengthOf(Database + "-wal") + LengthOf(Database + "-shm");

    /// <summary>What the blobs take, bytes. One that several sessions name counts once; one that is being written or deleted doesn't, nor what a killed server left of such, for its hour.</summary>
    internal long BlobBytes() => new DirectoryInfo(Blobs).EnumerateFiles().Sum(static file => file.Extension != Passing && file.Exists ? file.Length : 0);

    internal static string DatabaseOf(string folder) => System.IO.Path.Combine(folder, "sessions.db");

    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;

    private string Inside(string name) => System.IO.Path.Combine(Path, name);

    private void CheckFormat()
    {
        // Written at every start: this shows as well that the folder takes writes, and a rename that no start sees half a file.
        var fresh = Inside($"format.{Environment.ProcessId}");
        var found = File.Exists(FormatFile) ? File.ReadAllText(FormatFile).Trim() : null;
        if (found is not null && found != Format.ToString(CultureInfo.InvariantCulture))
        {
            throw new DataFolderException(
                $"The data folder {Path} is of format {found}; this version reads and writes format {Format}. Use the version that wrote it, or name another folder in Sessions:Storage:Folder.");
        }

        File.WriteAllText(fresh, $"{Format}\n");
        File.Move(fresh, FormatFile, overwrite: true);
    }
}
