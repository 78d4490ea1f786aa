using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>Parts of the state to set: everything is worked out on copies, and written once all of it has proved sound.</summary>
internal sealed class StateEdit
{
    // As MuJoCo: a quaternion this near to unit length is left as it is, so that a state that was read sets the same bits again.
    private const double UnitTolerance = 1e-15;

    private readonly SimulatedModel _simulated;
    private readonly Model _model;
    private readonly double[] _qpos;
    private readonly double[] _qvel;
    private readonly double[] _act;
    private readonly double[] _mocapPos;
    private readonly double[] _mocapQuat;

    private StateEdit(SimulatedModel simulated)
    {
        _simulated = simulated;
        _model = simulated.Model;
        var data = simulated.Data;
        _qpos = data.Qpos.ToArray();
        _qvel = data.Qvel.ToArray();
        _act = data.Act.ToArray();
        _mocapPos = data.MocapPos.ToArray();
        _mocapQuat = data.MocapQuat.ToArray();
    }

    /// <summary>Sets what the operation names; what it names one by one wins over whole arrays.</summary>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>, <c>invalid_argument</c>; nothing has changed.</exception>
    internal static void Apply(SimulatedModel simulated, SetState operation)
    {
        var edit = new StateEdit(simulated);
        edit.SetQpos(operation.Qpos);
        Whole(operation.Qvel, edit._qvel, "qvel");
        Whole(operation.Act, edit._act, "act");
        foreach (var joint in operation.Joints)
            edit.SetJoint(joint);
        foreach (var joint in operation.Velocities)
            edit.SetVelocity(joint);
        foreach (var body in operation.Mocap)
            edit.SetMocap(body);
        if (operation.Time is { } time && !double.IsFinite(time))
            throw NotFinite("time", time);
        edit.Write(operation.Time);
    }

    private void SetQpos(double[]? qpos)
    {
        if (qpos is null)
            return;
        Whole(qpos, _qpos, "qpos");
        for (var joint = 0; joint < _model.Njnt; joint++)
        {
            var address = _model.JntQposadr[joint];
            if (_model.JntType[joint] is JointType.Free)
                Normalise(_qpos.AsSpan(address + 3, 4), "qpos");
            else if (_model.JntType[joint] is JointType.Ball)
                Normalise(_qpos.AsSpan(address, 4), "qpos");
        }
    }

    private void SetJoint(NamedValues given)
    {
        var argument = $"joints.{given.Name}";
        var joint = _simulated.Names.Require(ObjectType.Joint, given.Name, argument);
        var type = _model.JntType[joint];
        var (length, expected) = type switch
        {
            JointType.Free => (7, "7 numbers (free joint: x y z w x y z)"),
            JointType.Ball => (4, "4 numbers (ball joint: w x y z)"),
            JointType.Slide => (1, "1 number (slide joint: m)"),
            _ => (1, "1 number (hinge joint: rad)"),
        };
        Check(given.Values, length, argument, expected);
        var target = _qpos.AsSpan(_model.JntQposadr[joint], length);
        given.Values.CopyTo(target);
        if (length > 1)
            Normalise(target[^4..], argument);
    }

    private void SetVelocity(NamedValues given)
    {
        var argument = $"velocities.{given.Name}";
        var joint = _simulated.Names.Require(ObjectType.Joint, given.Name, argument);
        var (length, expected) = _model.JntType[joint] switch
        {
            JointType.Free => (6, "6 numbers (free joint: linear, angular)"),
            JointType.Ball => (3, "3 numbers (ball joint: rad/s)"),
            JointType.Slide => (1, "1 number (slide joint: m/s)"),
            _ => (1, "1 number (hinge joint: rad/s)"),
        };
        Check(given.Values, length, argument, expected);
        given.Values.CopyTo(_qvel, _model.JntDofadr[joint]);
    }

    private void SetMocap(NamedValues given)
    {
        var argument = $"mocap.{given.Name}";
        const string Expected = "3 numbers (position) or 7 (position, quaternion w x y z)";
        var body = _simulated.Names.Require(ObjectType.Body, given.Name, argument);
        var mocap = _model.BodyMocapid[body];
        if (mocap < 0)
            throw Fail.InvalidArgument(argument, given.Name, $"Body '{given.Name}' is no mocap body.", "a body with mocap=\"true\"");
        Check(given.Values, given.Values.Length == 3 ? 3 : 7, argument, Expected);
        given.Values.AsSpan(0, 3).CopyTo(_mocapPos.AsSpan(3 * mocap));
        if (given.Values.Length == 3)
            return;
        var quat = _mocapQuat.AsSpan(4 * mocap, 4);
        given.Values.AsSpan(3, 4).CopyTo(quat);
        Normalise(quat, argument);
    }

    private void Write(double? time)
    {
        var data = _simulated.Data;
        _qpos.CopyTo(data.Qpos);
        _qvel.CopyTo(data.Qvel);
        _act.CopyTo(data.Act);
        _mocapPos.CopyTo(data.MocapPos);
        _mocapQuat.CopyTo(data.MocapQuat);
        if (time is { } seconds)
            data.Time = seconds;
        _simulated.Moved(_simulated.Step);
    }

    private static void Whole(double[]? given, double[] target, string argument)
    {
        if (given is null)
            return;
        Check(given, target.Length, argument, $"{target.Length} numbers");
        given.CopyTo(target, 0);
    }

    private static void Check(double[] values, int length, string argument, string expected)
    {
        if (values.Length != length)
            throw Fail.InvalidArgument(argument, $"{values.Length} numbers", $"{argument} has {values.Length} numbers.", expected);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw NotFinite(argument, value);
            if (BadNumbers.IsBad(value))
                throw Fail.InvalidArgument(argument, Text(value), "MuJoCo takes a number this large for a simulation that has diverged.", "numbers below 1e10");
        }
    }

    private static void Normalise(Span<double> quaternion, string argument)
    {
        var norm = Math.Sqrt(
            (quaternion[0] * quaternion[0]) + (quaternion[1] * quaternion[1]) + (quaternion[2] * quaternion[2]) + (quaternion[3] * quaternion[3]));
        if (norm < UnitTolerance)
            throw Fail.InvalidArgument(argument, "0 0 0 0", "A quaternion of length zero is no orientation.", "a quaternion w x y z, for example 1 0 0 0");
        if (Math.Abs(norm - 1) <= UnitTolerance)
            return;
        foreach (ref var part in quaternion)
            part /= norm;
    }

    private static Contracts.Errors.FailureException NotFinite(string argument, double value) =>
        Fail.InvalidArgument(argument, Text(value), $"{argument} holds a number that isn't finite.", "finite numbers");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
