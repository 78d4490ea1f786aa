using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Loading;

/// <summary>Says what a compiled model has.</summary>
internal static class ModelDescriber
{
    internal static ModelDescription Describe(Model model, ElementNames names) => new()
    {
        Name = model.ModelName,
        Nq = model.Nq,
        Nv = model.Nv,
        Nu = model.Nu,
        Na = model.Na,
        Nbody = model.Nbody,
        Njnt = model.Njnt,
        Ngeom = model.Ngeom,
        Nsensor = model.Nsensor,
        Nkey = model.Nkey,
        Timestep = model.Timestep,
        Joints = Each(model.Njnt, id => new JointDescription(
            id,
            names.Name(ObjectType.Joint, id),
            model.JntType[id].ToString().ToLowerInvariant(),
            model.JntQposadr[id],
            model.JntDofadr[id],
            model.JntLimited[id] != 0 ? model.JntRange.Slice(2 * id, 2).ToArray() : null)),
        Actuators = Each(model.Nu, id => new ActuatorDescription(
            id,
            names.Name(ObjectType.Actuator, id),
            model.ActuatorCtrllimited[id] != 0 ? model.ActuatorCtrlrange.Slice(2 * id, 2).ToArray() : null)),
        Sensors = Each(model.Nsensor, id => new SensorDescription(
            id, names.Name(ObjectType.Sensor, id), model.SensorTypeName(id), model.SensorDim[id])),
        Keyframes = Each(model.Nkey, id => new NamedElement(id, names.Name(ObjectType.Keyframe, id))),
        Cameras = Each(model.Ncam, id => new NamedElement(id, names.Name(ObjectType.Camera, id))),
    };

    private static T[] Each<T>(int count, Func<int, T> describe) =>
        [.. Enumerable.Range(0, Math.Min(count, ModelDescription.MaxListed)).Select(describe)];
}
