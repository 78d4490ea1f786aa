using System.IO.Pipelines;
using System.Text.Json;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using Nerdbank.MessagePack;
using PolyType;
using StreamJsonRpc;

namespace MujocoMcp.Contracts;

/// <summary>
/// How contract records look on a viewer's pipe and in a blob. The pipe speaks JSON: a viewer is a new process that is waited for, and its
/// source-generated converters are there at once, where those of MessagePack are put together at run time; lists of numbers are bytes in it
/// (<see cref="PackedNumbers"/>). Blobs are MessagePack: the server that writes them is warm.
/// </summary>
public static class ContractsWire
{
    private const int SegmentBytes = 64 * 1024;

    private static readonly MessagePackSerializer Serializer = new();
    private static readonly ITypeShapeProvider Shapes = PolyType.SourceGenerator.TypeShapeProvider_MujocoMcp_Contracts.Default;

    /// <summary>The message handler of both ends of a viewer's pipe: a length before each message, JSON in it.</summary>
    /// <param name="writer">What this end writes to.</param>
    /// <param name="reader">What this end reads from.</param>
    public static IJsonRpcMessageHandler CreatePipeHandler(Stream writer, Stream reader) => CreatePipeHandler(
        writer, PipeReader.Create(reader, new StreamPipeReaderOptions(bufferSize: SegmentBytes, minimumReadSize: SegmentBytes / 2)));

    /// <summary>The same, where something else fills the pipe that is read from.</summary>
    public static IJsonRpcMessageHandler CreatePipeHandler(Stream writer, PipeReader reader) => new LengthHeaderMessageHandler(
        // Models are megabytes: the default segments of 4 kB make a system call of each.
        PipeWriter.Create(writer, new StreamPipeWriterOptions(minimumBufferSize: SegmentBytes)),
        reader,
#pragma warning disable PolyTypeJson // "Experimental", and the one JSON formatter that works ahead of time.
        new PolyTypeJsonFormatter { TypeShapeProvider = Shapes, JsonSerializerOptions = PipeJson() });
#pragma warning restore PolyTypeJson

    /// <summary>The pipe's JSON; new each time, because its formatter adds to it.</summary>
    internal static JsonSerializerOptions PipeJson() => new(ContractsJson.Default.Options) { Converters = { new PackedNumbers() } };

    /// <summary>Writes a record as a blob.</summary>
    public static byte[] ToBlob<T>(T value) => Serializer.Serialize(value, Shape<T>());

    /// <summary>Reads a record from a blob.</summary>
    public static T FromBlob<T>(ReadOnlyMemory<byte> blob) =>
        Serializer.Deserialize(blob, Shape<T>()) ?? throw new InvalidDataException($"The blob holds no {typeof(T).Name}.");

    private static ITypeShape<T> Shape<T>() =>
        Shapes.GetTypeShape<T>() ?? throw new NotSupportedException($"No shape is generated for {typeof(T).Name}: name it at {nameof(BlobShapes)}.");
}

/// <summary>Names the records that are blobs of their own or messages between nodes, so that shapes are generated for them.</summary>
[GenerateShapeFor<ModelSource>]
[GenerateShapeFor<Observation>]
[GenerateShapeFor<QueryAnswer>]
[GenerateShapeFor<SessionRequest>]
[GenerateShapeFor<SessionReply>]
[GenerateShapeFor<SessionEvent>]
[GenerateShapeFor<CancelCommand>]
[GenerateShapeFor<CommandProgress>]
[GenerateShapeFor<OpenSession>]
[GenerateShapeFor<ConnectionEnded>]
[GenerateShapeFor<AwaitRest>]
[GenerateShapeFor<AllRest>]
[GenerateShapeFor<GetPoolStats>]
[GenerateShapeFor<PoolStats>]
[GenerateShapeFor<ListProcesses>]
[GenerateShapeFor<ProcessList>]
[GenerateShapeFor<ListSessions>]
[GenerateShapeFor<SessionList>]
[GenerateShapeFor<SessionChanged>]
[GenerateShapeFor<ViewerExit>]
internal sealed partial class BlobShapes;
