using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Tools;

internal sealed class ListActiveProcessesTool : NodeTool<ProcessList>
{
    public override string Name => "list_active_processes";

    public override string Group => ToolGroups.Pool;

    public override string Title => "List active processes";

    public override string Description => "Viewer processes of your sessions (times: epoch s).";

    public override AnswerSchema Answer { get; } = AnswerSchema.ForNode(AnswerField.List("processes"));

    public override ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object>(new ListProcesses(call.Caller));

    protected override void WriteFields(Utf8JsonWriter json, ProcessList reply)
    {
        json.WriteStartArray("processes"u8);
        foreach (ProcessInfo process in reply.Processes)
        {
            json.WriteStartObject();
            json.WriteString("session_id"u8, process.Session.Value);
            json.WriteNumber("pid"u8, process.Pid);
            json.WriteNullable("port"u8, process.Port);
            json.WriteNullable("url"u8, process.Url);
            json.WriteBoolean("is_running"u8, process.IsRunning);
            json.WriteNumber("age_seconds"u8, process.Age.TotalSeconds);
            json.WriteNumber("created_at"u8, EpochSeconds(process.CreatedAt));
            json.WriteNullable("last_health_check"u8, process.LastHealthCheck is { } check ? EpochSeconds(check) : (double?)null);
            json.WriteNumber("restarts"u8, process.Restarts);
            json.WriteNullable("rss_mib"u8, process.RssMiB);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double EpochSeconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / 1000.0;
}
