using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>Blobs in files, each under its digest. A session names a blob by a hard link in a folder of its own: so the file system counts who names it,
/// over restarts and between servers.</summary>
/// <param name="folder">The store's folder, which may be shared with other servers.</param>
/// <param name="use">Is told what is written.</param>
/// <param name="durability">Whether a stored blob is on the disk.</param>
/// <param name="clock">Tells when a blob that nobody named is forgotten.</param>
/// <param name="log">Hears what a sweep could not do.</param>
internal sealed class FileBlobStore(string folder, FolderUse use, Durability durability, TimeProvider clock, ILogger<FileBlobStore> log) : IBlobStore
{
    // A sweep holds the guard for so many at a time: whoever loads a model meanwhile waits for them.
    private const int SweptAtOnce = 16;

    /// <summary>How long a blob waits for somebody to name it.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);

    // The guard is held for a few looks and links, unless its holder is stopped: nobody's commands are to wait for that one.
    private static readonly TimeSpan GuardWait = TimeSpan.FromSeconds(5);

    // A server that ends has so much time for what it is still to delete; a sweep finds the rest.
    private static readonly TimeSpan DeletionWait = TimeSpan.FromSeconds(2);

    // Stands for whoever will name it: a name of this owner lapses with the grace.
    private const string Nobody = "unnamed";

    private readonly string _names = Path.Combine(folder, "names");
    private readonly string _guard = Path.Combine(folder, "guard");
    private readonly RecentBlobs _recent = new();
    private readonly Lock _gate = new();
    private Task _deletion = Task.CompletedTask;
    private long _swept;

    /// <summary>Deletes a file; of a disk that takes its time, a test's.</summary>
    internal Action<string> Delete { private get; init; } = File.Delete;

    public async ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, string? owner = null, CancellationToken cancellationToken = default)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var isHandedOver = owner is null && RecentBlobs.Takes(content);
        // It is stored also where its giver has left: others may have been given the same.
        var storing = RunAsync(() => Put(digest, content.Span, owner), isHandedOver ? CancellationToken.None : cancellationToken);
        await (isHandedOver ? _recent.AddAsync(digest, content, storing) : storing).ConfigureAwait(false);
        if (owner is null) SweepNowAndThen();
        return digest;
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default)
    {
        if (await _recent.TakeAsync(digest).ConfigureAwait(false) is { } recent) return recent;
        var content = await RunAsync(() => File.ReadAllBytes(PathOf(digest)), cancellationToken).ConfigureAwait(false);
        // Cheap beside what it costs to load: and a damaged model or state must not become physics.
        return Convert.ToHexStringLower(SHA256.HashData(content)) == digest ? content : throw new IOException($"Blob {digest} is damaged: its content has another digest.");
    }

    public async ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default) =>
        DeleteLater(await RunAsync(() => Retain(owner, [.. digests]), cancellationToken).ConfigureAwait(false));

    public async ValueTask<IReadOnlyCollection<string>> OwnersAsync(CancellationToken cancellationToken = default) => await RunAsync(Owners, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits a while until what was forgotten is off the disk.</summary>
    internal void AwaitDeletions() => Task.WaitAny([_deletion], DeletionWait);

    /// <summary>Deletes what nobody names and nobody will.</summary>
    internal Task SweepAsync() => RunAsync(Sweep, CancellationToken.None);

    private static Task<bool> RunAsync(Action work, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    private static async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    private void Put(string digest, ReadOnlySpan<byte> content, string? owner)
    {
        var (blob, names) = (PathOf(digest), NamesOf(owner ?? Nobody));
        Directory.CreateDirectory(names);
        using var fresh = new FreshBlob(folder, digest, durability);
        // Before the guard is taken, which is not to be held while a disk is slow. One look for both: it may be deleted meanwhile.
        var kept = new FileInfo(blob);
        if (!kept.Exists) fresh.Write(content);
        else if (kept.Length != content.Length) Repair(blob, content);
        bool isNew;
        // Against a removal between the look and the name.
        using (FileLock.Share(_guard, GuardWait))
        {
            isNew = !File.Exists(blob);
            if (isNew)
            {
                // Deleted since the first look.
                if (!fresh.IsWritten) fresh.Write(content);
                fresh.LinkAs(blob);
                use.Wrote(content.Length);
            }

            HardLink.Create(blob, Path.Combine(names, digest));
            if (owner is null) File.SetLastWriteTimeUtc(blob, clock.GetUtcNow().UtcDateTime);
        }

        if (isNew && durability == Durability.Power) FolderFlush.ToDisk(folder);
    }

    /// <summary>Makes a blob whole that a power cut left short. In its place, because whoever names it names this very file.</summary>
    private void Repair(string blob, ReadOnlySpan<byte> content)
    {
        using var guard = FileLock.Hold(_guard, GuardWait);
        if (!File.Exists(blob)) return;
        using var file = File.OpenHandle(blob, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, content.Length);
        RandomAccess.Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
    }

    private ForgottenBlobs Retain(string owner, HashSet<string> kept) => Forget(forgotten =>
    {
        // The look too: a session that closes and the registry that deletes it want the same gone, at the same time.
        var names = new DirectoryInfo(NamesOf(owner));
        if (!names.Exists) return;
        Drop(names.EnumerateFiles().Where(name => !kept.Contains(name.Name)).ToArray(), forgotten);
        if (kept.Count == 0) names.Delete(recursive: true);
    });

    /// <summary>Takes files out of the store, with the guard held.</summary>
    /// <returns>What is to be deleted then.</returns>
    private ForgottenBlobs Forget(Action<ForgottenBlobs> takeOut)
    {
        var forgotten = new ForgottenBlobs(folder, Delete);
        using (FileLock.Hold(_guard, GuardWait)) takeOut(forgotten);
        return forgotten;
    }

    // With the guard held.
    private void Drop(FileInfo[] names, ForgottenBlobs forgotten)
    {
        foreach (var name in names)
        {
            name.Delete();
            RemoveIfForgotten(name.Name, forgotten);
        }
    }

    private void RemoveIfForgotten(string digest, ForgottenBlobs forgotten)
    {
        if (HardLink.CountOf(PathOf(digest)) == 1) forgotten.Add(PathOf(digest));
    }

    private void SweepNowAndThen()
    {
        var (now, last) = (clock.GetTimestamp(), Interlocked.Read(ref _swept));
        if (last != 0 && clock.GetElapsedTime(last, now) < BetweenSweeps) return;
        if (Interlocked.CompareExchange(ref _swept, now, last) != last) return;
        LogFailure(SweepAsync());
    }

    // One after the other: a slow disk keeps one thread of the pool.
    private void DeleteLater(ForgottenBlobs forgotten)
    {
        if (forgotten.IsEmpty) return;
        lock (_gate)
        {
            _deletion = _deletion.ContinueWith(_ => forgotten.Delete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            LogFailure(_deletion);
        }
    }

    private void LogFailure(Task deletion) =>
        deletion.ContinueWith(failed => log.NotSwept(folder, failed.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private void Sweep()
    {
        var old = (clock.GetUtcNow() - Grace).UtcDateTime;
        foreach (var names in Files(NamesOf(Nobody)).Where(IsOld).Chunk(SweptAtOnce)) DropOld(names);
        foreach (var files in Files(folder).Where(file => file.FullName != _guard && IsOld(file) && IsForgotten(file)).Chunk(SweptAtOnce)) DeleteOld(files);

        void DropOld(FileInfo[] names) => Forget(forgotten => Drop([.. names.Where(IsStillOld)], forgotten)).Delete();

        void DeleteOld(FileInfo[] files) => Forget(forgotten =>
        {
            foreach (var file in files.Where(IsStillOld))
            {
                if (IsHalfWritten(file)) forgotten.Add(file.FullName);
                else RemoveIfForgotten(file.Name, forgotten);
            }
        }).Delete();

        bool IsOld(FileInfo file) => file.LastWriteTimeUtc < old;

        // It was looked at without the guard.
        bool IsStillOld(FileInfo file)
        {
            file.Refresh();
            return file.Exists && IsOld(file);
        }

        // What a killed server left half written, and what it had not named yet.
        static bool IsForgotten(FileInfo file) => IsHalfWritten(file) || HardLink.CountOf(file.FullName) == 1;

        static bool IsHalfWritten(FileInfo file) => file.Extension == DataFolder.Passing;
    }

    private string[] Owners() =>
        Directory.Exists(_names) ? [.. new DirectoryInfo(_names).GetDirectories().Select(static owner => owner.Name).Where(static name => name != Nobody)] : [];

    private static FileInfo[] Files(string path) => Directory.Exists(path) ? new DirectoryInfo(path).GetFiles() : [];

    private string PathOf(string digest) => Path.Combine(folder, digest);

    private string NamesOf(string owner) => Path.Combine(_names, owner);
}
