using System.Text.Json;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Arguments;

/// <summary>Makes the failures of arguments, all with the same evidence.</summary>
internal static class InvalidArgument
{
    private const int LongestQuote = 200;
    private const int MostKnown = 32;

    public static FailureException Because(string message, string argument, string? value, string? expected, params string[] suggestions) =>
        new(new Failure(ErrorCode.InvalidArgument, message)
        {
            Details = new FailureDetails { Argument = argument, Value = value, Expected = expected },
            Suggestions = suggestions.Length > 0 ? suggestions : expected is null ? [] : [$"Give '{argument}' as {expected}."],
        });

    /// <summary>A name that isn't among those that exist.</summary>
    public static FailureException Unknown(string message, string argument, string given, IReadOnlyList<string> known)
    {
        string[] close = CloseNames.Of(given, known);
        return new(new Failure(ErrorCode.InvalidArgument, message)
        {
            Details = new FailureDetails { Argument = Cut(argument), Value = Cut(given), Known = [.. known.Take(MostKnown)], Close = close },
            Suggestions = close.Length > 0 ? [$"Did you mean '{close[0]}'?"] : known.Count > 0 ? [$"Known: {string.Join(", ", known.Take(MostKnown))}."] : [],
        });
    }

    /// <summary>What was given, as compact JSON cut to a readable length.</summary>
    public static string Quote(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.Array when value.GetArrayLength() > LongestQuote => $"a list of {value.GetArrayLength()}",
        _ => Cut(value.GetRawText()),
    };

    /// <summary>Cut to a readable length, without half a character at its end.</summary>
    public static string Cut(string text) =>
        text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestQuote - 2]) ? LongestQuote - 2 : LongestQuote - 1), "…");
}
