using System.Globalization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Sampling;

/// <summary>
/// Takes a row of channels at the start, every so many steps, and at the end. The rows fit into a table made before the first step: when it
/// is full, every second row goes, and from there on rows are kept half as often.
/// </summary>
internal sealed class Sampler
{
    private readonly SimulatedModel _simulated;
    private readonly Channel[] _channels;
    private readonly bool _isDerived;
    private readonly string[] _columns;
    private readonly long _every;
    private readonly double[] _latest;
    private readonly double[] _min;
    private readonly double[] _max;
    private readonly double[] _table;
    private readonly int _room;
    private int _rows;
    private long _stride = 1;
    private long _taken;
    private long _latestStep = -1;

    private Sampler(SimulatedModel simulated, ChannelPlan plan, long every, long steps)
    {
        _simulated = simulated;
        _channels = [.. plan.Channels];
        _isDerived = plan.IsDerived;
        _every = every;
        _columns = ["time", .. plan.Channels.SelectMany(Columns)];
        _latest = new double[_columns.Length];
        _min = new double[_columns.Length];
        _max = new double[_columns.Length];
        Array.Fill(_min, double.NaN);
        Array.Fill(_max, double.NaN);
        // Even, so that halving keeps the distances.
        var most = Math.Max(2, Samples.MaxNumbers / _columns.Length / 2 * 2);
        _room = (int)Math.Min(most, ((steps / every) + 3) / 2 * 2);
        _table = new double[_room * _columns.Length];
    }

    /// <summary>Makes ready to sample what a plan reads.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="plan">The channels.</param>
    /// <param name="every">Steps between two rows.</param>
    /// <param name="steps">The most steps that there will be.</param>
    /// <exception cref="FailureException"><c>invalid_argument</c>.</exception>
    internal static Sampler Create(SimulatedModel simulated, ChannelPlan plan, long every, long steps)
    {
        if (every < 1)
            throw Fail.InvalidArgument("sample_every", every.ToString(CultureInfo.InvariantCulture), "Samples are some steps apart.", "a whole number of steps from 1");
        if (plan.Channels.Count == 0)
            throw Fail.InvalidArgument("sample_every", every.ToString(CultureInfo.InvariantCulture), "There is nothing to sample: no channel is observed.", "sample_every together with observe");
        return new(simulated, plan, every, steps);
    }

    /// <summary>Takes a row where one is due.</summary>
    /// <param name="done">Steps of this command that are done.</param>
    internal void Pass(long done)
    {
        if (done % _every == 0)
            Take(done);
    }

    /// <summary>Takes the last row, and gives them all.</summary>
    /// <param name="done">Steps that were done in all.</param>
    internal Samples Finish(long done)
    {
        if (_latestStep != done)
            Take(done);
        var width = _columns.Length;
        var rows = new List<double[]>(_rows + 1);
        for (var row = 0; row < _rows; row++)
            rows.Add(_table.AsSpan(row * width, width).ToArray());
        if ((_taken - 1) % _stride != 0)
            rows.Add([.. _latest]);
        return new(_columns, [.. rows], _min, _max, _taken);
    }

    private static IEnumerable<string> Columns(Channel channel) => channel.IsScalar ? [channel.Name] :
        Enumerable.Range(0, channel.Length).Select(i => channel.Components.Length > 0
            ? $"{channel.Name}.{channel.Components[i]}"
            : string.Create(CultureInfo.InvariantCulture, $"{channel.Name}.{i}"));

    private void Take(long done)
    {
        if (_isDerived)
            _simulated.Evaluate();
        _latest[0] = _simulated.Data.Time;
        var column = 1;
        foreach (var channel in _channels)
        {
            channel.Read(_simulated.Data, _latest.AsSpan(column, channel.Length));
            column += channel.Length;
        }

        _latestStep = done;
        for (var i = 0; i < _latest.Length; i++)
        {
            // A number that isn't finite is no extreme; NaN is what was before the first.
            if (!double.IsFinite(_latest[i]))
                continue;
            if (!(_min[i] <= _latest[i]))
                _min[i] = _latest[i];
            if (!(_max[i] >= _latest[i]))
                _max[i] = _latest[i];
        }

        if (_taken++ % _stride == 0)
            Keep();
    }

    private void Keep()
    {
        var width = _columns.Length;
        if (_rows == _room)
        {
            for (var row = 1; row < _room / 2; row++)
                _table.AsSpan(2 * row * width, width).CopyTo(_table.AsSpan(row * width));
            _rows = _room / 2;
            _stride *= 2;
            if ((_taken - 1) % _stride != 0)
                return;
        }

        _latest.CopyTo(_table.AsSpan(_rows++ * width));
    }
}
