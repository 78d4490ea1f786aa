using System.Text.Json;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that loads a model and describes it.</summary>
internal abstract class LoadTool : SessionTool<ModelLoaded>
{
    public sealed override ToolEffect Effect => ToolEffect.Replaces;

    public sealed override AnswerSchema Answer { get; } = AnswerSchema.ForModel(AnswerField.Object("model"), AnswerField.Text("digest"), AnswerField.Flag("replaced"));

    protected sealed override void WriteFields(Utf8JsonWriter json, SessionReply reply, ModelLoaded answer)
    {
        ModelFields.Write(json, answer.Model);
        json.WriteString("digest"u8, answer.Digest);
        json.WriteBoolean("replaced"u8, answer.Replaced);
    }

    protected sealed override IEnumerable<Warning> WarningsOf(ModelLoaded answer) => ModelFields.WarningsOf(answer.Model);

    /// <summary>Stores a model's source: it is too large for a message.</summary>
    protected static ValueTask<string> StoreAsync(ModelSource source, CallContext call, CancellationToken cancellationToken) =>
        call.Blobs.PutAsync(ContractsWire.ToBlob(source), owner: null, cancellationToken);
}
