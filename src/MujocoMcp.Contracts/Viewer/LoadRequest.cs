using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Loads a model. Exactly one of <see cref="Source"/>, <see cref="Path"/> and <see cref="Binary"/> is given.</summary>
public sealed record LoadRequest
{
    /// <summary>Minted by the sender, rising; heartbeats name it.</summary>
    public required long Sequence { get; init; }

    public required string ModelId { get; init; }

    /// <summary>XML and assets that arrived with the call.</summary>
    public ModelSource? Source { get; init; }

    /// <summary>A file inside one of <see cref="Roots"/>.</summary>
    public string? Path { get; init; }

    /// <summary>Folders that the file and everything it names must lie in, absolute.</summary>
    public string[] Roots { get; init; } = [];

    /// <summary>A compiled model from our own store, as <see cref="LoadOutcome.Binary"/> brought it; never a caller's.</summary>
    public byte[]? Binary { get; init; }

    /// <summary>Keyframe (name or <c>#ID</c>) to start from; null for the model's initial state.</summary>
    public string? Keyframe { get; init; }

    /// <summary>Whether the process only warms up by it: the model is freed once it is loaded, and what that left in memory stays, for the first load proper.</summary>
    public bool IsRehearsal { get; init; }
}

/// <summary>What came of a <see cref="LoadRequest"/>. After a failure the viewer is as before, an earlier model of the same id included.</summary>
public sealed record LoadOutcome
{
    /// <summary>Null where the model was loaded.</summary>
    public Failure? Failure { get; init; }

    public ModelDescription? Model { get; init; }

    /// <summary>XxHash128 of the compiled binary, 32 hex digits.</summary>
    public string ModelDigest { get; init; } = "";

    /// <summary>The source closure of a file; null where the request brought the source or a binary.</summary>
    public ModelSource? Source { get; init; }

    /// <summary>The compiled binary, packed with LZ4; null where the request brought one.</summary>
    public byte[]? Binary { get; init; }

    public ModelClock Clock { get; init; } = new(0, 0);

    /// <summary>Digest of the full integration state.</summary>
    public string Digest { get; init; } = "";

    public Warning[] Warnings { get; init; } = [];

    /// <summary>Time that the simulation thread worked on this, ms.</summary>
    public double CostMs { get; init; }
}
