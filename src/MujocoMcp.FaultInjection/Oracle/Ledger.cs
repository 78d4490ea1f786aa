namespace MujocoMcp.FaultInjection.Oracle;

/// <summary>The digests through which an undisturbed session has gone, newest last: what one that was struck must show.</summary>
internal sealed class Ledger
{
    private const int Kept = 2000;

    private readonly List<string> _past = [];

    /// <summary>Where an undisturbed session stands.</summary>
    public string Newest => _past[^1];

    /// <summary>Begins anew: earlier states are no longer a measure.</summary>
    public void Begin(string digest)
    {
        _past.Clear();
        _past.Add(digest);
    }

    /// <summary>Judges a session by its undisturbed twin, after the same command.</summary>
    /// <param name="digest">What the session says.</param>
    /// <param name="twin">What its twin says: kept as the newest.</param>
    public StateVerdict Judge(string digest, string twin)
    {
        var isNew = twin != _past[^1];
        // The state before this command is among those that it may have fallen back to.
        var back = isNew ? 1 : 0;
        var at = _past.LastIndexOf(digest);
        var lost = at < 0 ? 0 : _past.Count - 1 - at + back;
        if (isNew) _past.Add(twin);
        if (_past.Count > Kept) _past.RemoveRange(0, Kept / 2);
        return digest == twin ? StateVerdict.Same : at < 0 ? StateVerdict.Wrong : new StateVerdict(lost, IsWrong: false);
    }
}

/// <summary>How a session's state compares with its twin's.</summary>
/// <param name="LostCommands">It stands where its twin stood so many states ago: acknowledged commands are lost.</param>
/// <param name="IsWrong">It stands where its twin never did.</param>
internal sealed record StateVerdict(int LostCommands, bool IsWrong)
{
    public static readonly StateVerdict Same = new(0, IsWrong: false);
    public static readonly StateVerdict Wrong = new(0, IsWrong: true);

    public bool IsSame => LostCommands == 0 && !IsWrong;
}
