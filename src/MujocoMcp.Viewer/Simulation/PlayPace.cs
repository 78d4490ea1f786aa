namespace MujocoMcp.Viewer.Simulation;

/// <summary>How many steps a model that is played owes the wall clock, over the short pauses between its slices. Times are seconds of any steady clock.</summary>
internal sealed class PlayPace
{
    // Longer than what comes between two slices while the session writes its journal.
    private const double LongestGap = 0.3;

    // What a machine that is too slow falls behind by is forgotten: nobody wants it made up for at twice the speed.
    private const double MostBehind = 0.1;
    private const double MeterSpan = 0.5;

    private double _from = double.NegativeInfinity;
    private double _seen = double.NegativeInfinity;
    private double _speed;
    private double _timestep;
    private long _taken;

    private double _meterFrom;
    private long _meterTaken;
    private double _factor;

    /// <summary>Goes on from where the slice before ended, or begins.</summary>
    internal void Begin(double now, double speed, double timestep)
    {
        var goesOn = now - _seen < LongestGap && speed == _speed && timestep == _timestep;
        _seen = now;
        if (goesOn)
            return;
        (_from, _taken, _speed, _timestep) = (now, 0, speed, timestep);
        (_meterFrom, _meterTaken, _factor) = (now, 0, 0);
    }

    /// <summary>Steps that are due.</summary>
    internal long Due(double now)
    {
        _seen = now;
        var behind = ((now - _from) * _speed) - (_taken * _timestep);
        // One step of a model with long steps is no arrear.
        var most = Math.Max(MostBehind * _speed, _timestep);
        if (behind > most)
        {
            _from += (behind - most) / _speed;
            behind = most;
        }

        // A hair's breadth early rather than a whole wait late.
        return Math.Max(0, (long)((behind / _timestep) + 1e-6));
    }

    /// <summary>Steps were taken.</summary>
    internal void Took(long steps, double now)
    {
        (_taken, _meterTaken, _seen) = (_taken + steps, _meterTaken + steps, now);
        if (now - _meterFrom < MeterSpan)
            return;
        _factor = _meterTaken * _timestep / (now - _meterFrom);
        (_meterFrom, _meterTaken) = (now, 0);
    }

    /// <summary>When the next step is due.</summary>
    internal double NextDue => _from + ((_taken + 1) * _timestep / _speed);

    /// <summary>Simulated seconds a second, as measured over the last half second; 0 where nothing is played.</summary>
    internal double RealTimeFactor(double now) => now - _seen < LongestGap ? _factor : 0;
}
