using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class SetStateTool : OperationTool
{
    private static readonly Argument<KeyValuePair<string, double[]>[]> Joints =
        new("joints", CommonArguments.NumbersByName("joint"), "{joint: position}: number, ball 4, free 7 (x y z w x y z)");

    private static readonly Argument<KeyValuePair<string, double[]>[]> Velocities =
        new("velocities", CommonArguments.NumbersByName("joint"), "{joint: velocity}: number, ball 3, free 6 (linear, angular)");

    private static readonly Argument<KeyValuePair<string, double[]>[]> Mocap =
        new("mocap", new MapShape<double[]>(CommonArguments.Numbers, "body", isTold: false), "{body: pos, or pos and quat}");

    private static readonly Argument<double[]> Qpos = new("qpos", CommonArguments.Numbers, "All nq");
    private static readonly Argument<double[]> Qvel = new("qvel", CommonArguments.Numbers, "All nv");
    private static readonly Argument<double[]> Act = new("act", CommonArguments.Numbers, "All na");
    private static readonly Argument<double> Time = new("time", new NumberShape(), "");

    public override string Name => "set_state";

    public override string Title => "Set state";

    public override string Description => "Set parts of a model's state (m, rad, quaternions w x y z, normalised); what is left out stays.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } = new(
        Joints, Velocities, Mocap, Qpos, Qvel, Act, Time, CommonArguments.Observe, CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(AnswerField.Object("observed"), AnswerField.Text("digest"));

    protected override Operation Operation(ToolArguments arguments) => new SetState
    {
        Joints = Named(arguments.Get(Joints)),
        Velocities = Named(arguments.Get(Velocities)),
        Mocap = Named(arguments.Get(Mocap)),
        Qpos = arguments.Get(Qpos),
        Qvel = arguments.Get(Qvel),
        Act = arguments.Get(Act),
        Time = arguments.Number(Time),
    };

    private static NamedValues[] Named(KeyValuePair<string, double[]>[]? given) => given is null ? [] : [.. given.Select(static one => new NamedValues(one.Key, one.Value))];
}
