using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>The channels that need no element: whole arrays, and groups of elements.</summary>
internal static class PlainChannels
{
    /// <summary>Those that expand to one channel an element.</summary>
    internal static readonly string[] Groups = ["sensors", "bodies", "sites"];

    internal static readonly string[] Names = ["qpos", "qvel", "qacc", "act", "ctrl", .. Groups, "energy", "speed", "ncon"];

    /// <summary>The channels of a plain name; null where there is no such name.</summary>
    internal static IReadOnlyList<Channel>? Find(SimulatedModel simulated, string name)
    {
        var model = simulated.Model;
        return name switch
        {
            "qpos" => [new(name, model.Nq, false, static (data, numbers) => data.Qpos.CopyTo(numbers))],
            "qvel" => [new(name, model.Nv, false, static (data, numbers) => data.Qvel.CopyTo(numbers))],
            "qacc" => [new(name, model.Nv, true, static (data, numbers) => data.Qacc.CopyTo(numbers))],
            "act" => [new(name, model.Na, false, static (data, numbers) => data.Act.CopyTo(numbers))],
            "ctrl" => [new(name, model.Nu, false, static (data, numbers) => data.Ctrl.CopyTo(numbers))],
            "sensors" => Each("sensor", "value", model.Nsensor),
            "bodies" => [.. Enumerable.Range(0, model.Nbody).SelectMany(id => new[]
            {
                ElementChannels.Create(simulated, "body", "pos", id), ElementChannels.Create(simulated, "body", "quat", id),
            })],
            "sites" => Each("site", "pos", model.Nsite),
            "energy" => [new(name, 2, true, Energy)],
            "speed" => [new(name, 1, false, Speed, IsScalar: true)],
            "ncon" => [new(name, 1, true, static (data, numbers) => numbers[0] = data.Ncon, IsScalar: true)],
            _ => null,
        };

        Channel[] Each(string kind, string field, int count) =>
            [.. Enumerable.Range(0, count).Select(id => ElementChannels.Create(simulated, kind, field, id))];
    }

    // Asked of MuJoCo rather than read: it fills in its own only where the model's energy flag is on.
    private static void Energy(Data data, Span<double> numbers) => (numbers[0], numbers[1]) = data.ComputeEnergy();

    private static void Speed(Data data, Span<double> numbers)
    {
        var fastest = 0.0;
        foreach (var velocity in data.Qvel)
        {
            // Written so that NaN shows.
            if (!(Math.Abs(velocity) <= fastest))
                fastest = Math.Abs(velocity);
        }

        numbers[0] = fastest;
    }
}
