namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>Counts the frames that are made a second.</summary>
internal sealed class FrameMeter
{
    private double _from;
    private int _made;
    private double _rate;

    internal void Made(double now)
    {
        if (now - _from >= 1)
            (_rate, _from, _made) = (now - _from < 2 ? _made / (now - _from) : 0, now, 0);
        _made++;
    }

    internal double FramesPerSecond(double now) => now - _from < 2 ? _rate : 0;
}
