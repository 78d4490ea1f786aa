using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace MujocoMcp.Server.Answers;

/// <summary>A JSON writer over a buffer, both rented: answers are written without garbage but themselves.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private const int LargestKept = 256 * 1024;

    private static readonly DefaultObjectPool<AnswerWriter> Pool = new(new Policy());

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private AnswerWriter() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public Utf8JsonWriter Json { get; }

    /// <summary>Bytes written so far.</summary>
    public int Length => (int)(Json.BytesCommitted + Json.BytesPending);

    public static AnswerWriter Rent() => Pool.Get();

    public void Dispose() => Pool.Return(this);

    /// <summary>What was written, valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Written()
    {
        Json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>What was written, as an answer.</summary>
    public ToolAnswer ToAnswer(bool isError)
    {
        ReadOnlyMemory<byte> written = Written();
        var reader = new Utf8JsonReader(written.Span);
        return new ToolAnswer(JsonElement.ParseValue(ref reader), Encoding.UTF8.GetString(written.Span), isError);
    }

    private sealed class Policy : PooledObjectPolicy<AnswerWriter>
    {
        public override AnswerWriter Create() => new();

        public override bool Return(AnswerWriter writer)
        {
            if (writer._buffer.Capacity > LargestKept) return false;
            writer._buffer.ResetWrittenCount();
            writer.Json.Reset();
            return true;
        }
    }
}
