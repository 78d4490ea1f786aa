using System.Text.Json;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes a failure as a tool's answer.</summary>
internal static class FailureAnswer
{
    public static ToolAnswer Of(Failure failure) => Of(failure, writeEvidence: null);

    /// <param name="failure">The failure.</param>
    /// <param name="writeEvidence">Writes what else there is to its details.</param>
    public static ToolAnswer Of(Failure failure, Action<Utf8JsonWriter>? writeEvidence)
    {
        using AnswerWriter writer = AnswerWriter.Rent();
        Utf8JsonWriter json = writer.Json;
        json.WriteStartObject();
        json.WriteString("code"u8, failure.Code.WireName());
        json.WriteString("message"u8, failure.Message);
        WriteDetails(json, failure.Details, writeEvidence);
        json.WriteTexts("suggestions"u8, failure.Suggestions);
        json.WriteBoolean("retryable"u8, failure.Code.IsRetryable());
        json.WriteString("state"u8, failure.State switch
        {
            StateEffect.Advanced => "advanced"u8,
            StateEffect.RolledBack => "rolled_back"u8,
            _ => "unchanged"u8,
        });
        json.WriteNumber("steps_done"u8, failure.StepsDone);
        json.WriteEndObject();
        return writer.ToAnswer(isError: true);
    }

    private static void WriteDetails(Utf8JsonWriter json, FailureDetails details, Action<Utf8JsonWriter>? writeEvidence)
    {
        json.WriteStartObject("details"u8);
        Text("argument"u8, details.Argument);
        Text("value"u8, details.Value);
        Text("expected"u8, details.Expected);
        if (details.Known is { } known) json.WriteTexts("known"u8, known);
        if (details.Close is { } close) json.WriteTexts("close"u8, close);
        Count("line"u8, details.Line);
        Count("exit_code"u8, details.ExitCode);
        Text("signal"u8, details.Signal);
        Text("stderr_tail"u8, details.StderrTail);
        Text("warning"u8, details.Warning);
        Count("step"u8, details.Step);
        if (details.Time is { } time) json.WriteNullable("time"u8, time);
        Text("joint"u8, details.Joint);
        Count("dof"u8, details.Dof);
        if (details.Number is { } number) json.WriteNullable("value"u8, number);
        Count("pid"u8, details.Pid);
        writeEvidence?.Invoke(json);
        json.WriteEndObject();

        void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }

        void Count(ReadOnlySpan<byte> name, long? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
        }
    }
}
