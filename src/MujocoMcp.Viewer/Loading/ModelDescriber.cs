using System.Diagnostics.CodeAnalysis;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Loading;

/// <summary>Says what a compiled model has.</summary>
internal static class ModelDescriber
{
    private const int LongestName = 1000;

    /// <exception cref="FailureException"><c>model_invalid</c>: a name that no answer should have to carry.</exception>
    internal static ModelDescription Describe(Model model, ElementNames names) => new()
    {
        Name = Bounded(model.ModelName),
        Nq = model.Nq,
        Nv = model.Nv,
        Nu = model.Nu,
        Na = model.Na,
        Nbody = model.Nbody,
        Njnt = model.Njnt,
        Ngeom = model.Ngeom,
        Nsensor = model.Nsensor,
        Nkey = model.Nkey,
        Ncam = model.Ncam,
        Timestep = model.Timestep,
        Joints = Each(model.Njnt, id => new JointDescription(
            id,
            Bounded(names.Name(ObjectType.Joint, id)),
            model.JntType[id].ToString().ToLowerInvariant(),
            model.JntQposadr[id],
            model.JntDofadr[id],
            model.JntLimited[id] != 0 ? model.JntRange.Slice(2 * id, 2).ToArray() : null)),
        Actuators = Each(model.Nu, id => new ActuatorDescription(
            id,
            Bounded(names.Name(ObjectType.Actuator, id)),
            model.ActuatorCtrllimited[id] != 0 ? model.ActuatorCtrlrange.Slice(2 * id, 2).ToArray() : null)),
        Sensors = Each(model.Nsensor, id => new SensorDescription(
            id, Bounded(names.Name(ObjectType.Sensor, id)), model.SensorTypeName(id), model.SensorDim[id])),
        Keyframes = Each(model.Nkey, id => new NamedElement(id, Bounded(names.Name(ObjectType.Keyframe, id)))),
        Cameras = Each(model.Ncam, id => new NamedElement(id, Bounded(names.Name(ObjectType.Camera, id)))),
    };

    [return: NotNullIfNotNull(nameof(name))]
    private static string? Bounded(string? name) => name is null or { Length: <= LongestName } ? name : throw new FailureException(
        new(ErrorCode.ModelInvalid, $"The model has a name of {name.Length} characters, '{Fail.Cut(name)}'; {LongestName} is the most.") { Suggestions = ["Shorten the name."] });

    private static T[] Each<T>(int count, Func<int, T> describe) =>
        [.. Enumerable.Range(0, Math.Min(count, ModelDescription.MaxListed)).Select(describe)];
}
