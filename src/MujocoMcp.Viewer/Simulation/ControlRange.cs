using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>An actuator's ctrlrange.</summary>
internal readonly record struct ControlRange(bool IsLimited, double Least, double Most)
{
    internal static ControlRange Of(Model model, int actuator) =>
        new(model.ActuatorCtrllimited[actuator] != 0, model.ActuatorCtrlrange[2 * actuator], model.ActuatorCtrlrange[(2 * actuator) + 1]);

    // Not Math.Clamp: a range that is upside down is no reason to throw.
    internal double Cut(double value) => IsLimited ? Math.Max(Least, Math.Min(Most, value)) : value;
}
