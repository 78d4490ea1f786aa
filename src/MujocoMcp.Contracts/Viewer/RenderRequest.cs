using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Draws a model as it stands.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Spec">What picture is wanted.</param>
public sealed record RenderRequest(long Sequence, string ModelId, PictureSpec Spec);

/// <summary>What came of a <see cref="RenderRequest"/>.</summary>
public sealed record RenderOutcome
{
    public Failure? Failure { get; init; }

    public ModelClock Clock { get; init; } = new(0, 0);

    /// <summary>Digest of the full integration state.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The picture, inline; null after a failure.</summary>
    public Picture? Picture { get; init; }

    public PictureFacts Facts { get; init; } = new();

    public Warning[] Warnings { get; init; } = [];
}
