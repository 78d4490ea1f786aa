using System.Globalization;
using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Tools;

internal sealed class GetProcessPoolStatsTool : NodeTool<PoolStats>
{
    public override string Name => "get_process_pool_stats";

    public override string Group => ToolGroups.Pool;

    public override string Title => "Get process pool stats";

    public override string Description => "Figures of this server's processes and ports.";

    public override AnswerSchema Answer { get; } = AnswerSchema.ForNode(
        AnswerField.Integer("total_processes"), AnswerField.Integer("running_processes"), AnswerField.Integer("warm_processes"), AnswerField.Integer("used_ports"),
        AnswerField.Integer("available_ports"), AnswerField.Text("port_range"), AnswerField.Number("health_check_interval"), AnswerField.Integer("restarts_total"),
        AnswerField.Integer("sessions_total"), AnswerField.Number("memory_mib").OrNull());

    public override ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object>(new GetPoolStats(call.Caller));

    protected override void WriteFields(Utf8JsonWriter json, PoolStats reply)
    {
        json.WriteNumber("total_processes"u8, reply.TotalProcesses);
        json.WriteNumber("running_processes"u8, reply.RunningProcesses);
        json.WriteNumber("warm_processes"u8, reply.WarmProcesses);
        json.WriteNumber("used_ports"u8, reply.UsedPorts);
        json.WriteNumber("available_ports"u8, reply.AvailablePorts);
        json.WriteString("port_range"u8, string.Create(CultureInfo.InvariantCulture, $"{reply.FirstPort}-{reply.LastPort}"));
        json.WriteNumber("health_check_interval"u8, reply.HealthCheckInterval.TotalSeconds);
        json.WriteNumber("restarts_total"u8, reply.RestartsTotal);
        json.WriteNumber("sessions_total"u8, reply.SessionsTotal);
        json.WriteNullable("memory_mib"u8, reply.MemoryMiB);
    }
}
