namespace MujocoMcp.Sessions.Blobs;

/// <summary>The blobs of a session's last pictures. A picture is fetched once, right after it was drawn, and nobody names it then: so a few are kept, under a
/// name of their own beside the session's, and each new one lets go of the oldest.</summary>
internal sealed class RecentPictures
{
    private const int Most = 4;
    private const string Ending = "-pictures";

    private readonly Queue<string> _digests = new();

    /// <summary>The name under which a session's pictures are stored.</summary>
    public static string OwnerOf(string session) => session + Ending;

    /// <summary>The session that stores blobs under this name, its own or that of its pictures.</summary>
    public static string SessionOf(string owner) => owner.EndsWith(Ending, StringComparison.Ordinal) ? owner[..^Ending.Length] : owner;

    /// <summary>Adds the newest.</summary>
    /// <returns>All that are to be kept.</returns>
    public string[] Add(string digest)
    {
        _digests.Enqueue(digest);
        if (_digests.Count > Most) _digests.Dequeue();
        return [.. _digests];
    }
}
