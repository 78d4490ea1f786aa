using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Queries;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Asks something of a model.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Query">What is asked.</param>
public sealed record QueryRequest(long Sequence, string ModelId, ModelQuery Query);

/// <summary>What came of a <see cref="QueryRequest"/>.</summary>
public sealed record QueryOutcome
{
    public Failure? Failure { get; init; }

    public ModelClock Clock { get; init; } = new(0, 0);

    /// <summary>Null where it failed.</summary>
    public QueryAnswer? Answer { get; init; }

    public Warning[] Warnings { get; init; } = [];
}
