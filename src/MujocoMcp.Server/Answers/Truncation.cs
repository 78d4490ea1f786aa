using System.Text.Json;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Answers;

/// <summary>The account of what was left out of an answer, and the call that brings it.</summary>
/// <param name="Kept">Channels, elements, contacts or rows in the answer.</param>
/// <param name="Total">How many there are, or were asked for.</param>
/// <param name="Omitted">Names of those left out, as many as there is room for; empty for what has no name.</param>
/// <param name="Next">What brings them; null where no call can.</param>
internal sealed record Truncation(int Kept, int Total, IReadOnlyList<string> Omitted, NextCall? Next)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("truncated"u8);
        json.WriteNumber("kept"u8, Kept);
        json.WriteNumber("total"u8, Total);
        json.WriteTexts("omitted"u8, Omitted);
        if (Next is { } next) next.WriteTo(json);
        else json.WriteNull("next"u8);
        json.WriteEndObject();
    }

    /// <summary>Says what can't be had at any size.</summary>
    public static Warning TooLarge(string channel, int size, int precision, int? workingPrecision) => new(
        "truncated",
        workingPrecision is { } digits
            ? $"'{channel}' alone takes {size} bytes at precision {precision}; an answer holds {ChannelQuery.MostMaxBytes}. With precision {digits} it fits."
            : $"'{channel}' alone takes {size} bytes; an answer holds {ChannelQuery.MostMaxBytes}. Read it element by element: joint:NAME, actuator:NAME, body:NAME.");
}
