using System.Globalization;
using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Engine;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tools;

internal sealed class GetServerInfoTool(ServerOptions server, SessionsOptions sessions, EngineInquiry engine) : NodeTool<PoolStats>
{
    public override string Name => "get_server_info";

    public override string Title => "Get server info";

    public override string Description => "Versions, limits and features.";

    public override AnswerSchema Answer { get; } = AnswerSchema.ForNode(
        AnswerField.Text("name"), AnswerField.Text("version"), AnswerField.Text("mujoco_version").OrNull(), AnswerField.List("protocol_versions"), AnswerField.Text("isolation"),
        AnswerField.List("caps"), AnswerField.Object("limits"), AnswerField.Text("gl").OrNull(), AnswerField.Text("node"));

    /// <summary>Asks the node for its figures: an answer then tells that it works, not only that it was built.</summary>
    public override async ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken)
    {
        await engine.AskAsync(cancellationToken);
        return new GetPoolStats(call.Caller);
    }

    protected override void WriteFields(Utf8JsonWriter json, PoolStats reply)
    {
        json.WriteString("name"u8, ProductInfo.Name);
        json.WriteString("version"u8, ProductInfo.Version);
        json.WriteNullable("mujoco_version"u8, engine.Known?.Version);
        json.WriteTexts("protocol_versions"u8, ProductInfo.ProtocolVersions);
        json.WriteString("isolation"u8, sessions.Isolation);
        json.WriteTexts("caps"u8, ToolGroups.Active(server.Caps));
        json.WriteStartObject("limits"u8);
        json.WriteNumber("max_steps"u8, server.MaxSteps);
        json.WriteNumber("max_model_mib"u8, server.MaxModelMiB);
        json.WriteNumber("max_sessions"u8, sessions.MaxSessions);
        json.WriteNumber("max_waiting"u8, sessions.MaxWaiting);
        json.WriteNumber("command_budget_s"u8, sessions.CommandBudget.TotalSeconds);
        json.WriteNumber("idle_timeout_s"u8, sessions.IdleTimeout.TotalSeconds);
        json.WriteEndObject();
        json.WriteNullable("gl"u8, DrawingLibraries.Name);
        json.WriteString("node"u8, string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"));
    }
}
