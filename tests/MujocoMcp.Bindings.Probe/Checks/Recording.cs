using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Probe.Checks;

/// <summary>A run with controls and mocap poses that vary with the step, so that all parts of the state matter; records its states.</summary>
internal static class Recording
{
    internal static void Drive(Data data, int step)
    {
        for (var i = 0; i < data.Ctrl.Length; i++)
            data.Ctrl[i] = Math.Sin((0.05 * step) + i);
        for (var i = 0; i < data.MocapPos.Length; i += 3)
            data.MocapPos[i] = 0.2 * Math.Sin(0.03 * step);
        if (data.QfrcApplied.Length > 0)
            data.QfrcApplied[0] = 0.01 * Math.Cos(0.02 * step);
    }

    internal static void Run(Data data, int from, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Drive(data, from + i);
            data.Step();
        }
    }

    /// <summary>The whole integration state and the accelerations after each step, one behind the other.</summary>
    internal static byte[] Record(Data data, int from, int steps)
    {
        var frame = data.IntegrationStateSize + (data.Qacc.Length * sizeof(double));
        var recorded = new byte[frame * steps];
        for (var i = 0; i < steps; i++)
        {
            Run(data, from + i, 1);
            var at = recorded.AsSpan(i * frame, frame);
            data.SaveIntegrationState(at[..data.IntegrationStateSize]);
            MemoryMarshal.AsBytes(data.Qacc).CopyTo(at[data.IntegrationStateSize..]);
        }

        return recorded;
    }

    internal static byte[] Save(Data data)
    {
        var state = new byte[data.IntegrationStateSize];
        data.SaveIntegrationState(state);
        return state;
    }
}
