using System.Diagnostics;
using System.Globalization;

namespace MujocoMcp.Bindings.Probe;

/// <summary>The counterpart of a C program that does the same: what both print must be equal to the last bit.</summary>
internal static class Trajectory
{
    private const int Rounds = 500;

    /// <summary>Sizes, then the bits of every number of qpos, qvel and act after some steps from the initial state, one a line.</summary>
    internal static int Print(string path, int steps)
    {
        var library = MujocoLibrary.Open();
        using var model = Model.FromFile(library, path);
        using var data = new Data(model);
        for (var i = 0; i < steps; i++)
            data.Step();
        Console.WriteLine($"{model.Nq} {model.Nv} {model.Nu} {model.Na} {model.Nbody} {model.Ngeom} {data.Ncon}");
        Print(data.Qpos);
        Print(data.Qvel);
        Print(data.Act);
        return 0;
    }

    /// <summary>Nanoseconds a step: the best of many short rounds, so that a busy machine does not show.</summary>
    internal static int PrintSpeed(string path, int steps)
    {
        var library = MujocoLibrary.Open();
        using var model = Model.FromFile(library, path);
        using var data = new Data(model);
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            data.Reset();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < steps; i++)
                data.Step();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Console.WriteLine((best * 1e9 / steps).ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Print(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            Console.WriteLine(BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture));
    }
}
