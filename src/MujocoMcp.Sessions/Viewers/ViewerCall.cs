using System.Data.Common;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Where a <see cref="ViewerRequest"/> runs: the pipe and the blob store.</summary>
internal sealed record ViewerCall(IViewer Viewer, IBlobStore Blobs, SessionId Session, long Sequence, CancellationToken Cancellation)
{
    /// <summary>Whether other sessions have models in the process too.</summary>
    public bool IsShared { get; init; }

    /// <summary>What sources were compiled to before, by any viewer of the node.</summary>
    public required CompiledModels Compiled { get; init; }

    /// <summary>Whether the process has been given no model yet, and nobody else can give it one meanwhile: what it makes of the next is no other model's doing.</summary>
    public bool IsUntouched { get; init; }

    /// <summary>What the data folder takes, where that is too much; counts its files.</summary>
    public required Func<Taking.Full?> Full { get; init; }

    private string Owner => Session.Value;

    /// <summary>The name of a model of the session in the viewer.</summary>
    public string Named(string modelId) => IsShared ? SharedModelId.Of(Session, modelId) : modelId;

    /// <summary>What the data folder takes, where that is too much for more to be kept; null while there is room.</summary>
    public async Task<Taking.Full?> FindFullAsync()
    {
        try
        {
            return await Task.Run(Full).ConfigureAwait(false);
        }
        catch (Exception uncountable) when (uncountable is IOException or UnauthorizedAccessException or DbException)
        {
            throw new BlobUnavailableException($"The server can't look at what it stored: {uncountable.Message}", uncountable);
        }
    }

    public async Task<ReadOnlyMemory<byte>> GetBlobAsync(string digest)
    {
        try
        {
            return await Blobs.GetAsync(digest, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException unreadable)
        {
            throw new BlobUnavailableException($"The server can't read what it stored: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Stores a blob.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="named">Whether the session names it from now on.</param>
    /// <param name="ofChange">Whether the viewer has changed its state already in making it.</param>
    public Task<string> PutBlobAsync(ReadOnlyMemory<byte> content, bool named = true, bool ofChange = false) =>
        PutBlobAsync(content, named ? Owner : null, ofChange);

    private async Task<string> PutBlobAsync(ReadOnlyMemory<byte> content, string? owner, bool ofChange)
    {
        try
        {
            return await Blobs.PutAsync(content, owner, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException unwritable)
        {
            throw new BlobUnavailableException($"The server can't store this: {unwritable.Message}", unwritable) { IsOfChange = ofChange };
        }
    }

    /// <summary>Moves an observation that is too large for a message into the blob store.</summary>
    public async Task<Observation> OffloadAsync(Observation observation, bool ofChange = false) =>
        observation.NumberCount <= Observation.MaxInlineNumbers
            ? observation
            : new Observation { Blob = await PutBlobAsync(ContractsWire.ToBlob(observation), named: false, ofChange).ConfigureAwait(false) };

    /// <summary>Moves an answer that is too large for a message into the blob store.</summary>
    public async Task<(QueryAnswer? Inline, string? Blob)> OffloadAsync(QueryAnswer answer) => answer.ThingCount <= QueryAnswer.MaxInlineThings
        ? (answer, null)
        : (null, await PutBlobAsync(ContractsWire.ToBlob(answer), named: false).ConfigureAwait(false));

    /// <summary>Moves a picture that is too large for a message into the blob store.</summary>
    public async Task<Picture> OffloadAsync(Picture picture) => picture.Content.Length <= Picture.MaxInlineBytes
        ? picture
        : new Picture(picture.MediaType, []) { Blob = await PutBlobAsync(picture.Content, RecentPictures.OwnerOf(Owner), ofChange: false).ConfigureAwait(false) };
}
