using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class GetStateTool : ChannelTool<StateRead>
{
    private static readonly string[] DefaultChannels = ["qpos", "qvel", "act", "ctrl"];

    private static readonly Argument<string[]> Channels = new("channels", new ListShape<string>(new TextShape(512), ChannelQuery.MostChannels), "Default qpos qvel act ctrl");

    public override string Name => "get_state";

    public override string Title => "Read state";

    public override string Description =>
        "Read channels, each answered under its name: qpos qvel qacc act ctrl sensors bodies sites energy speed ncon, or KIND:ELEM.FIELD with KIND joint (.pos .vel .force), "
        + "actuator (.ctrl .force .length), sensor, tendon (.length .vel), body/geom/site (.pos .quat .linvel .angvel), contact:A,B (.force .dist .count); ELEM is a name, glob or #ID. "
        + "SI, rad, world frame, quaternions w x y z. Equal digest = bit-identical physics.";

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } =
        new(Channels, CommonArguments.Precision, CommonArguments.MaxBytes, CommonArguments.Model, CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(
        AnswerField.List("qpos"), AnswerField.List("qvel"), AnswerField.List("act"), AnswerField.List("ctrl"), AnswerField.Text("digest"));

    protected override string? ChannelsMember => null;

    protected override string[]? Requested(ToolArguments arguments) => arguments.Get(Channels);

    protected override SessionCommand Command(ToolArguments arguments) => new ReadState(arguments.Get(CommonArguments.Model), arguments.Get(Channels) ?? DefaultChannels);

    protected override Observation ChannelsOf(StateRead answer) => answer.Channels;

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, StateRead answer) => json.WriteString("digest"u8, answer.Digest);
}
