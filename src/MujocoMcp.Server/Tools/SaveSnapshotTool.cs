using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class SaveSnapshotTool : SessionTool<SnapshotSaved>
{
    public override string Name => "save_snapshot";

    public override string Title => "Save snapshot";

    public override string Description => "Keep a model's full state; restore_snapshot puts it back, bit for bit.";

    public override ToolEffect Effect => ToolEffect.Advances;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.Label, CommonArguments.Model, CommonArguments.Session, CommonArguments.Key);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForModel(AnswerField.Text("snapshot_id"), AnswerField.Text("digest"));

    protected override SessionCommand Command(ToolArguments arguments) => new SaveSnapshot(arguments.Get(CommonArguments.Model), arguments.Get(CommonArguments.Label));

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SnapshotSaved answer)
    {
        json.WriteString("snapshot_id"u8, answer.SnapshotId);
        json.WriteString("digest"u8, answer.Digest);
    }
}
