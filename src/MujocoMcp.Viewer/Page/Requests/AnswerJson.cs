using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Stream;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>Writes the answers to what a page asked for.</summary>
internal static class AnswerJson
{
    /// <summary>Done by the viewer itself.</summary>
    internal static byte[] Done(long id) => Write(id, null, static _ => { });

    internal static byte[] Refused(long id, Failure failure) => Write(id, failure, static _ => { });

    /// <summary>What the session answered.</summary>
    internal static byte[] Of(long id, PageAnswer answer) => Write(id, answer.Failure, json =>
    {
        json.WriteNumber("steps_done"u8, answer.StepsDone);
        if (answer.Clock is { } clock)
        {
            json.WriteFinite("time"u8, clock.Time);
            json.WriteNumber("step"u8, clock.Step);
        }

        json.WriteTexts("clamped"u8, answer.Clamped);
    });

    /// <summary>The product's error object.</summary>
    internal static void WriteFailure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("code"u8, failure.Code.WireName());
        json.WriteString("message"u8, failure.Message);
        json.WriteStartObject("details"u8);
        WriteText(json, "argument", failure.Details.Argument);
        WriteText(json, "value", failure.Details.Value);
        WriteText(json, "expected", failure.Details.Expected);
        if (failure.Details.Known is { } known)
            json.WriteTexts("known"u8, known);
        if (failure.Details.Close is { } close)
            json.WriteTexts("close"u8, close);
        WriteText(json, "warning", failure.Details.Warning);
        WriteText(json, "joint", failure.Details.Joint);
        json.WriteEndObject();
        json.WriteTexts("suggestions"u8, failure.Suggestions);
        json.WriteBoolean("retryable"u8, failure.Code.IsRetryable());
        json.WriteString("state"u8, JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.State.ToString()));
        json.WriteNumber("steps_done"u8, failure.StepsDone);
    }

    private static byte[] Write(long id, Failure? failure, Action<Utf8JsonWriter> write) => JsonMessage.Write("answer", json =>
    {
        json.WriteNumber("id"u8, id);
        json.WriteBoolean("ok"u8, failure is null);
        if (failure is null)
        {
            write(json);
            return;
        }

        json.WriteStartObject("error"u8);
        WriteFailure(json, failure);
        json.WriteEndObject();
    });

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
