using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>Takes hold of a body, after everything was checked.</summary>
internal static class GripEdit
{
    // Farther than this is no place that anybody pulls a body to, and its square would be no number that MuJoCo takes.
    private const double Farthest = 1e6;

    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>, <c>invalid_argument</c>; nothing has changed.</exception>
    internal static void Apply(SimulatedModel simulated, Hold hold)
    {
        var model = simulated.Model;
        var body = simulated.Names.Require(ObjectType.Body, hold.Body, "body");
        var (point, target) = (PointOf(hold.Point, "point"), PointOf(hold.Target, "target"));
        if (model.BodyMocapid[body] is >= 0 and var mocap)
        {
            PutMocap(simulated, body, mocap, point, target);
            return;
        }

        if (model.BodyWeldid[body] == 0)
            throw Fail.InvalidArgument("body", hold.Body, $"Body '{hold.Body}' can't move: nothing between it and the world has a degree of freedom.", "a body that can move");
        simulated.Hold(new BodyGrip(body, point, target));
    }

    private static void PutMocap(SimulatedModel simulated, int body, int mocap, Point3 point, Point3 target)
    {
        simulated.Evaluate();
        var data = simulated.Data;
        var place = data.MocapPos.Slice(3 * mocap, 3);
        var shift = target - data.PointOf(body, point);
        (place[0], place[1], place[2]) = (place[0] + shift.X, place[1] + shift.Y, place[2] + shift.Z);
        simulated.Moved(simulated.Step);
    }

    private static Point3 PointOf(double[] numbers, string argument)
    {
        if (numbers.Length != 3)
            throw Fail.InvalidArgument(argument, $"{numbers.Length} numbers", $"{argument} has {numbers.Length} numbers.", "3 numbers: x y z, m");
        foreach (var number in numbers)
        {
            if (!(Math.Abs(number) <= Farthest))
                throw Fail.InvalidArgument(argument, number.ToString(CultureInfo.InvariantCulture), $"{argument} is out of reach.", "finite numbers, at most 1e6 m");
        }

        return new(numbers[0], numbers[1], numbers[2]);
    }
}
