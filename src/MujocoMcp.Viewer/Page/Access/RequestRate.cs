namespace MujocoMcp.Viewer.Page.Access;

/// <summary>Lets so many requests a second through, and as many at once. One connection's; times are ms of a steady clock.</summary>
internal sealed class RequestRate(int perSecond)
{
    private double _left = perSecond;
    private long _at = long.MinValue;

    /// <summary>True where one more may pass now.</summary>
    internal bool Passes(long now)
    {
        if (_at != long.MinValue)
            _left = Math.Min(perSecond, _left + ((now - _at) * perSecond / 1000.0));
        _at = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
