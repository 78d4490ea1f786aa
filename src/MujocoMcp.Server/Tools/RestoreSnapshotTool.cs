using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class RestoreSnapshotTool : ChannelTool<Operated>
{
    private static readonly Argument<string> Snapshot = new("snapshot_id", new TextShape(512), "Or a unique label") { IsRequired = true };

    public override string Name => "restore_snapshot";

    public override string Title => "Restore snapshot";

    public override string Description => "Put a model back to a snapshot, time and step included.";

    public override ToolEffect Effect => ToolEffect.Discards;

    public override ArgumentSet Arguments { get; } = new(Snapshot, CommonArguments.Observe, CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } =
        AnswerSchema.ForChannels(AnswerField.Text("snapshot_id").OrNull(), AnswerField.Object("observed"), AnswerField.Text("digest"));

    protected override SessionCommand Command(ToolArguments arguments) =>
        new RestoreSnapshot(arguments.Get(CommonArguments.Model), arguments.Require(Snapshot), arguments.Get(CommonArguments.Observe) ?? []);

    protected override Observation ChannelsOf(Operated answer) => answer.Observed;

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer)
    {
        json.WriteNullable("snapshot_id"u8, answer.SnapshotId);
        json.WriteString("digest"u8, answer.Digest);
    }
}
