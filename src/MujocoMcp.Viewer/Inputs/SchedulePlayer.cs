using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Inputs;

/// <summary>A <see cref="ControlSchedule"/> whose names have been found.</summary>
internal sealed class SchedulePlayer
{
    private readonly ControlSchedule _schedule;

    private SchedulePlayer(ControlSchedule schedule, int[] actuators)
    {
        _schedule = schedule;
        Actuators = actuators;
    }

    internal int[] Actuators { get; }

    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static SchedulePlayer Resolve(SimulatedModel simulated, ControlSchedule schedule)
    {
        var width = schedule.Actuators.Length;
        if (width == 0)
            throw Refused("actuators", "0", "No actuator is named.", "at least one actuator");
        if (schedule.Rows.Length == 0)
            throw Refused("rows", "0", "There is no row.", "at least one row of numbers");
        if (schedule.Every < 1)
            throw Refused("every", Text(schedule.Every), "A row has to hold for some steps.", "a whole number of steps from 1");
        if ((long)width * schedule.Rows.Length > ControlSchedule.MaxNumbers)
            throw Refused("rows", Text(schedule.Rows.Length), $"The schedule holds more than {ControlSchedule.MaxNumbers} numbers.", $"at most {ControlSchedule.MaxNumbers / width} rows");
        for (var row = 0; row < schedule.Rows.Length; row++)
        {
            if (schedule.Rows[row].Length != width)
                throw Refused($"rows[{row}]", $"{schedule.Rows[row].Length} numbers", "A row has one number an actuator.", $"{width} numbers");
            if (!schedule.Rows[row].All(double.IsFinite))
                throw Refused($"rows[{row}]", null, "A number isn't finite.", "finite numbers");
        }

        return new(schedule, [.. schedule.Actuators.Select((name, i) => simulated.Names.Require(ObjectType.Actuator, name, $"schedule.actuators[{i}]"))]);
    }

    /// <summary>The row that begins to hold before the next step; null where none does.</summary>
    internal double[]? RowAt(long done)
    {
        if (done % _schedule.Every != 0)
            return null;
        var row = done / _schedule.Every;
        if (_schedule.Repeat)
            row %= _schedule.Rows.Length;
        return row < _schedule.Rows.Length ? _schedule.Rows[row] : null;
    }

    private static FailureException Refused(string member, string? value, string message, string expected) =>
        Fail.InvalidArgument($"schedule.{member}", value, message, expected);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
