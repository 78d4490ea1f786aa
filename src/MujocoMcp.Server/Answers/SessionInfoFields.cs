using System.Text.Json;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes how a session is.</summary>
internal static class SessionInfoFields
{
    private const int MostFaults = 20;

    public static void Write(Utf8JsonWriter json, SessionInfo info)
    {
        json.WriteString("state"u8, SnakeCase(info.Status));
        json.WriteNullable("failed_because"u8, info.FailedBecause);
        json.WriteNullable("label"u8, info.Label);
        json.WriteString("isolation"u8, info.Isolation);
        json.WriteInstant("created_at"u8, info.CreatedAt);
        json.WriteInstant("last_activity"u8, info.LastActivity);
        json.WriteNumber("idle_timeout_s"u8, info.IdleTimeout.TotalSeconds);
        WriteList(json, "models"u8, info.Models, WriteModel);
        WriteList(json, "snapshots"u8, info.Snapshots, WriteSnapshot);
        WriteViewer(json, info.Viewer);
        WriteLastCommand(json, info.LastCommand);
        WriteFaults(json, info);
    }

    /// <summary>Writes the processes that it lost.</summary>
    public static void WriteFaults(Utf8JsonWriter json, SessionInfo info)
    {
        WriteList(json, "faults"u8, info.Faults.Take(MostFaults), WriteFault);
        json.WriteNumber("faults_total"u8, info.FaultsTotal);
    }

    private static void WriteList<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelInfo model)
    {
        json.WriteString("model_id"u8, model.ModelId);
        json.WriteNullable("name"u8, model.Name);
        json.WriteNullable("time"u8, model.Clock.Time);
        json.WriteNumber("step"u8, model.Clock.Step);
    }

    private static void WriteSnapshot(Utf8JsonWriter json, SnapshotInfo snapshot)
    {
        json.WriteString("snapshot_id"u8, snapshot.SnapshotId);
        json.WriteString("model_id"u8, snapshot.ModelId);
        json.WriteNullable("label"u8, snapshot.Label);
        json.WriteNullable("time"u8, snapshot.Clock.Time);
        json.WriteString("digest"u8, snapshot.Digest);
    }

    private static void WriteViewer(Utf8JsonWriter json, ViewerInfo? viewer)
    {
        if (viewer is null)
        {
            json.WriteNull("viewer"u8);
            return;
        }

        json.WriteStartObject("viewer"u8);
        json.WriteNumber("pid"u8, viewer.Pid);
        json.WriteNullable("port"u8, viewer.Port);
        json.WriteNullable("url"u8, viewer.Url);
        json.WriteNumber("uptime_s"u8, viewer.Uptime.TotalSeconds);
        json.WriteNumber("restarts"u8, viewer.Restarts);
        json.WriteNullable("rss_mib"u8, viewer.RssMiB);
        json.WriteNumber("pages"u8, viewer.Pages);
        json.WriteNullable("playing"u8, viewer.Playing);
        json.WriteEndObject();
    }

    private static void WriteLastCommand(Utf8JsonWriter json, LastCommand? command)
    {
        if (command is null)
        {
            json.WriteNull("last_command"u8);
            return;
        }

        json.WriteStartObject("last_command"u8);
        json.WriteString("tool"u8, command.Tool);
        json.WriteString("outcome"u8, command.Outcome);
        json.WriteNumber("steps_done"u8, command.StepsDone);
        json.WriteEndObject();
    }

    private static void WriteFault(Utf8JsonWriter json, FaultRecord fault)
    {
        json.WriteString("id"u8, fault.Id);
        json.WriteInstant("at"u8, fault.At);
        json.WriteString("kind"u8, SnakeCase(fault.Kind));
        json.WriteNullable("exit_code"u8, fault.ExitCode);
        json.WriteNullable("signal"u8, fault.Signal);
        json.WriteNullable("command"u8, fault.Command);
        json.WriteNullable("exact"u8, fault.Exact);
        json.WriteNumber("replayed_steps"u8, fault.ReplayedSteps);
        json.WriteNullable("recovered_in_ms"u8, fault.RecoveredInMs);
    }

    private static string SnakeCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
