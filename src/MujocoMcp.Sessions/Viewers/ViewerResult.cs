using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>What came of a <see cref="ViewerRequest"/>.</summary>
/// <param name="Failure">Null where it succeeded.</param>
internal record ViewerResult(Failure? Failure)
{
    /// <summary>True where the viewer did it, but what came of it could not be stored: the viewer is ahead of what can be journaled.</summary>
    public bool IsUnkept { get; init; }
}

/// <summary>A model was loaded.</summary>
internal sealed record LoadedResult(ModelDescription Model, ModelClock Clock, string Digest) : ViewerResult((Failure?)null)
{
    public string SourceBlob { get; init; } = "";

    public string BinaryBlob { get; init; } = "";

    public Warning[] Warnings { get; init; } = [];

    public static ViewerResult From(LoadOutcome outcome) => outcome.Failure is { } failure
        ? new ViewerResult(failure)
        : new LoadedResult(outcome.Model!, outcome.Clock, outcome.Digest) { Warnings = outcome.Warnings };
}

/// <summary>An operation was applied, wholly or in part: the outcome tells.</summary>
internal sealed record ExecutedResult(ExecuteOutcome Outcome) : ViewerResult(Outcome.Failure);

/// <summary>Channels were read.</summary>
internal sealed record ObservedResult(ObserveOutcome Outcome) : ViewerResult(Outcome.Failure);

/// <summary>A query was answered.</summary>
internal sealed record QueriedResult(QueryAnswer? Found, string? Blob, ModelClock Clock) : ViewerResult((Failure?)null)
{
    public Warning[] Warnings { get; init; } = [];
}

/// <summary>A model was drawn.</summary>
internal sealed record DrawnResult(RenderOutcome Outcome) : ViewerResult(Outcome.Failure);

/// <summary>A state was captured.</summary>
internal sealed record CapturedResult(string StateBlob, ModelClock Clock, string Digest) : ViewerResult((Failure?)null);

/// <summary>Pages were closed.</summary>
internal sealed record PagesClosedResult(int Pages) : ViewerResult((Failure?)null);

/// <summary>The page was bound, or not.</summary>
internal sealed record PageResult(int Port, ListenOutcome Outcome) : ViewerResult((Failure?)null);
