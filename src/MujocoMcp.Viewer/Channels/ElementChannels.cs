using System.Collections.Frozen;
using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>The channels of single elements. World frame, except a free joint's angular velocity (body frame).</summary>
internal static class ElementChannels
{
    // The first field is the default.
    private static readonly FrozenDictionary<string, (ObjectType Type, string[] Fields)> ByKind = new Dictionary<string, (ObjectType, string[])>
    {
        ["joint"] = (ObjectType.Joint, ["pos", "vel", "force"]),
        ["actuator"] = (ObjectType.Actuator, ["ctrl", "force", "length"]),
        ["sensor"] = (ObjectType.Sensor, ["value"]),
        ["tendon"] = (ObjectType.Tendon, ["length", "vel"]),
        ["body"] = (ObjectType.Body, ["pos", "quat", "linvel", "angvel"]),
        ["geom"] = (ObjectType.Geom, ["pos", "quat", "linvel", "angvel"]),
        ["site"] = (ObjectType.Site, ["pos", "quat", "linvel", "angvel", "jac"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static IReadOnlyCollection<string> Kinds => ByKind.Keys;

    internal static ObjectType TypeOf(string kind) => ByKind[kind].Type;

    internal static string[] FieldsOf(string kind) => ByKind[kind].Fields;

    /// <summary>The channel of one field of one element.</summary>
    internal static Channel Create(SimulatedModel simulated, string kind, string field, int id)
    {
        var model = simulated.Model;
        var label = simulated.Names.Label(TypeOf(kind), id);
        var name = field == "value" ? $"{kind}:{label}" : $"{kind}:{label}.{field}";
        return (kind, field) switch
        {
            ("joint", "pos") => Joint(name, model.JntQposadr[id], PositionLength(model.JntType[id]), static data => data.Qpos),
            ("joint", "vel") => Joint(name, model.JntDofadr[id], VelocityLength(model.JntType[id]), static data => data.Qvel),
            ("joint", "force") => Force(name, model.JntDofadr[id], VelocityLength(model.JntType[id])),
            ("sensor", _) => Sensor(name, model.SensorAdr[id], model.SensorDim[id]),
            ("actuator", "ctrl") => Scalar(name, derived: false, data => data.Ctrl[id]),
            ("actuator", "force") => Scalar(name, derived: true, data => data.ActuatorForce[id]),
            ("actuator", "length") => Scalar(name, derived: true, data => data.ActuatorLength[id]),
            ("tendon", "length") => Scalar(name, derived: true, data => data.TenLength[id]),
            ("tendon", "vel") => Scalar(name, derived: true, data => data.TenVelocity[id]),
            ("body", "pos") => Vector(name, (data, numbers) => data.Xpos.Slice(3 * id, 3).CopyTo(numbers)),
            ("body", "quat") => Quaternion(name, (data, numbers) => data.Xquat.Slice(4 * id, 4).CopyTo(numbers)),
            ("geom", "pos") => Vector(name, (data, numbers) => data.GeomXpos.Slice(3 * id, 3).CopyTo(numbers)),
            ("geom", "quat") => Quaternion(name, (data, numbers) => Rotation.ToQuaternion(data.GeomXmat.Slice(9 * id, 9), numbers)),
            ("site", "pos") => Vector(name, (data, numbers) => data.SiteXpos.Slice(3 * id, 3).CopyTo(numbers)),
            ("site", "quat") => Quaternion(name, (data, numbers) => Rotation.ToQuaternion(data.SiteXmat.Slice(9 * id, 9), numbers)),
            ("site", "jac") => new(name, 3 * model.Nv, true, (data, numbers) => data.SiteJacobian(id, numbers, [])),
            (_, "angvel") => Velocity(name, FrameOf(kind), id, part: 0),
            (_, "linvel") => Velocity(name, FrameOf(kind), id, part: 3),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, $"A {kind} has no such field."),
        };
    }

    private static int PositionLength(JointType type) => type switch { JointType.Free => 7, JointType.Ball => 4, _ => 1 };

    private static int VelocityLength(JointType type) => type switch { JointType.Free => 6, JointType.Ball => 3, _ => 1 };

    private static Channel Joint(string name, int address, int length, Func<Data, Span<double>> array) =>
        new(name, length, false, (data, numbers) => array(data).Slice(address, length).CopyTo(numbers), IsScalar: length == 1);

    // What the actuators do to it: what springs, dampers, limits and contacts do is not theirs.
    private static Channel Force(string name, int address, int length) =>
        new(name, length, true, (data, numbers) => data.QfrcActuator.Slice(address, length).CopyTo(numbers), IsScalar: length == 1);

    private static Channel Vector(string name, ChannelReader read) => new(name, 3, true, read) { Components = "xyz" };

    private static Channel Quaternion(string name, ChannelReader read) => new(name, 4, true, read) { Components = "wxyz" };

    private static Channel Sensor(string name, int address, int length) =>
        new(name, length, true, (data, numbers) => data.SensorData.Slice(address, length).CopyTo(numbers), IsScalar: length == 1);

    private static Channel Scalar(string name, bool derived, Func<Data, double> read) =>
        new(name, 1, derived, (data, numbers) => numbers[0] = read(data), IsScalar: true);

    // MuJoCo gives the velocity of a body's centre of mass for one kind, and that of its frame for the other.
    private static ObjectType FrameOf(string kind) => kind == "body" ? ObjectType.XBody : TypeOf(kind);

    private static Channel Velocity(string name, ObjectType type, int id, int part) => Vector(name, (data, numbers) =>
    {
        Span<double> spatial = stackalloc double[6];
        data.ObjectVelocity(type, id, spatial, local: false);
        spatial.Slice(part, 3).CopyTo(numbers);
    });
}
