using System.Diagnostics.CodeAnalysis;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Errors;

/// <summary>The failures that more than one feature meets. Thrown where they are noticed, caught where outcomes are made.</summary>
internal static class Fail
{
    private const int MostValueCharacters = 200;

    [DoesNotReturn]
    internal static void With(Failure failure) => throw new FailureException(failure);

    /// <summary>An argument that isn't as it must be.</summary>
    /// <param name="argument">Its path: <c>ctrl.hip</c>.</param>
    /// <param name="value">What was given.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="expected">What would do.</param>
    internal static FailureException InvalidArgument(string argument, string? value, string message, string expected) =>
        new(new(ErrorCode.InvalidArgument, message)
        {
            Details = new() { Argument = argument, Value = Cut(value), Expected = expected },
            Suggestions = [$"Give {argument} as {expected}."],
        });

    /// <summary>A name that nothing has.</summary>
    /// <param name="argument">The argument that holds it.</param>
    /// <param name="kind">What it should name: <c>actuator</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">Names that exist, at most 32.</param>
    /// <param name="close">Those that resemble it.</param>
    internal static FailureException UnknownName(string argument, string kind, string name, string[] known, string[] close) =>
        new(new(ErrorCode.UnknownName, $"There is no {kind} '{Cut(name)}'.")
        {
            Details = new() { Argument = argument, Value = Cut(name), Expected = "the name or #ID of one in this model", Known = known, Close = close },
            Suggestions = close.Length > 0 ? [$"Did you mean '{close[0]}'?"]
                : known.Length > 0 ? [$"Use one of the known names, or #ID."]
                : [$"The model has no {kind}."],
        });

    /// <summary>The failure of a request that was cancelled before it had any effect.</summary>
    internal static Failure Cancelled() => new(ErrorCode.Cancelled, "Cancelled before it was done.");

    internal static string? Cut(string? text) => text?.Length > MostValueCharacters ? text[..(MostValueCharacters - 1)] + "…" : text;
}
