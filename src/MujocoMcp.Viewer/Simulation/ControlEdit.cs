using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>Control inputs, checked in full before any is written.</summary>
internal static class ControlEdit
{
    /// <summary>Sets control inputs, cut to their ctrlrange.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="input">The inputs.</param>
    /// <returns>The actuators whose input was cut.</returns>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>, <c>invalid_argument</c>; nothing has changed.</exception>
    internal static string[] Apply(SimulatedModel simulated, ControlInput input)
    {
        var model = simulated.Model;
        var ctrl = simulated.Data.Ctrl.ToArray();
        var given = new bool[ctrl.Length];
        if (input.All is { } all)
        {
            if (input.Named.Length > 0)
                throw Fail.InvalidArgument("ctrl", null, "Controls are given both by name and as a list.", "either {actuator: value} or a list");
            if (all.Length != ctrl.Length)
                throw Fail.InvalidArgument("ctrl", Text(all.Length), $"The model has {ctrl.Length} actuators, not {all.Length}.", $"{ctrl.Length} numbers");
            for (var id = 0; id < all.Length; id++)
                Set(id, all[id], $"ctrl[{id}]");
        }

        foreach (var (name, value) in input.Named)
            Set(simulated.Names.Require(ObjectType.Actuator, name, $"ctrl.{name}"), value, $"ctrl.{name}");

        var clamped = new List<string>();
        for (var id = 0; id < ctrl.Length; id++)
        {
            if (!given[id])
                continue;
            var cut = ControlRange.Of(model, id).Cut(ctrl[id]);
            if (cut != ctrl[id])
                clamped.Add(simulated.Names.Label(ObjectType.Actuator, id));
            ctrl[id] = cut;
        }

        ctrl.CopyTo(simulated.Data.Ctrl);
        simulated.Moved(simulated.Step);
        return [.. clamped];

        void Set(int id, double value, string argument)
        {
            if (!double.IsFinite(value))
                throw Fail.InvalidArgument(argument, value.ToString(CultureInfo.InvariantCulture), "A control input is not finite.", "a finite number");
            ctrl[id] = value;
            given[id] = true;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
