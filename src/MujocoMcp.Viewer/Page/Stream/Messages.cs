using System.Reflection;
using System.Text.Json;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Access;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>The text messages about a session; docs/page-protocol.md describes them.</summary>
internal static class Messages
{
    private const int Protocol = 1;

    private static readonly string Version = typeof(Messages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    internal static byte[] Hello(PageSite site, VisualVocabulary? vocabulary, string? mujoco, IEnumerable<(string ModelId, string? Name)> models) => JsonMessage.Write("hello", json =>
    {
        json.WriteNumber("protocol"u8, Protocol);
        json.WriteString("session"u8, site.Session);
        json.WriteString("label"u8, site.Label);
        json.WriteString("version"u8, Version);
        json.WriteString("mujoco_version"u8, mujoco);
        json.WriteNumber("pid"u8, Environment.ProcessId);
        WriteModels(json, models);
        WriteVocabulary(json, vocabulary);
        json.WriteTexts("groups"u8, ["geom", "site", "joint", "tendon", "actuator", "skin"]);
        json.WriteStartObject("limits"u8);
        json.WriteNumber("requests_per_second"u8, PageLimits.RequestsPerSecond);
        json.WriteNumber("unanswered"u8, PageLimits.Unanswered);
        json.WriteNumber("max_message_bytes"u8, PageLimits.MessageBytes);
        json.WriteNumber("clients"u8, PageLimits.Clients);
        json.WriteEndObject();
    });

    internal static byte[] Models(IEnumerable<(string ModelId, string? Name)> models) => JsonMessage.Write("models", json => WriteModels(json, models));

    internal static byte[] Status(PageStatus status, double realTimeFactor, double framesPerSecond, int clients) => JsonMessage.Write("status", json =>
    {
        json.WriteString("session"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(status.Status.ToString()));
        json.WriteBoolean("playing"u8, status.Playing is not null);
        json.WriteString("play_model"u8, status.Playing);
        json.WriteNumber("speed"u8, status.Speed);
        json.WriteNumber("real_time_factor"u8, Math.Round(realTimeFactor, 3));
        json.WriteNumber("fps"u8, Math.Round(framesPerSecond, 1));
        json.WriteNumber("clients"u8, clients);
        WriteCommand(json, "command", status.Running);
        WriteCommand(json, "last", status.Last);
        if (status.Notice is not { } notice)
        {
            json.WriteNull("notice"u8);
            return;
        }

        json.WriteStartObject("notice"u8);
        json.WriteString("code"u8, notice.Code);
        json.WriteString("message"u8, notice.Message);
        json.WriteString("at"u8, notice.At);
        json.WriteEndObject();
    });

    private static void WriteModels(Utf8JsonWriter json, IEnumerable<(string ModelId, string? Name)> models)
    {
        json.WriteStartArray("models"u8);
        foreach (var (modelId, name) in models)
        {
            json.WriteStartObject();
            json.WriteString("model_id"u8, modelId);
            json.WriteString("name"u8, name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVocabulary(Utf8JsonWriter json, VisualVocabulary? vocabulary)
    {
        json.WriteStartArray("flags"u8);
        for (var i = 0; i < vocabulary?.Flags.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, vocabulary.Flags[i]);
            json.WriteBoolean("on"u8, (vocabulary.Defaults.Flags >> i & 1) != 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("labels"u8, vocabulary?.Labels ?? []);
        json.WriteTexts("frames"u8, vocabulary?.Frames ?? []);
    }

    private static void WriteCommand(Utf8JsonWriter json, string name, PageCommand? command)
    {
        if (command is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("tool"u8, command.Tool);
        json.WriteString("from"u8, command.FromPage ? "page"u8 : "agent"u8);
        if (command.Outcome is { } outcome)
            json.WriteString("outcome"u8, outcome);
        json.WriteEndObject();
    }
}
