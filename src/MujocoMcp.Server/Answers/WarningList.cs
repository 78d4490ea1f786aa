using System.Text.Json;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes an answer's warnings.</summary>
internal static class WarningList
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Warning> warnings)
    {
        json.WriteStartArray("warnings"u8);
        foreach (Warning warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, warning.Code);
            json.WriteString("message"u8, warning.Message);
            json.WriteNumber("count"u8, warning.Count);
            if (warning.FirstStep is { } step) json.WriteNumber("first_step"u8, step);
            if (warning.FaultId is { } fault) json.WriteString("fault_id"u8, fault);
            if (warning.Exact is { } exact) json.WriteBoolean("exact"u8, exact);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
