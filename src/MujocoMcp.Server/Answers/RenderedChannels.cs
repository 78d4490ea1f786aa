using System.Text;
using System.Text.Json;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Server.Answers;

/// <summary>Channels as JSON, each rendered once: what it takes is known before it is decided whether it goes into the answer.</summary>
internal sealed class RenderedChannels : IDisposable
{
    private readonly AnswerWriter _writer = AnswerWriter.Rent();
    private readonly Range[] _values;

    public RenderedChannels(IReadOnlyList<ChannelValue> channels, int precision)
    {
        Channels = channels;
        _values = new Range[channels.Count];

        Utf8JsonWriter json = _writer.Json;
        json.WriteStartArray();
        for (int i = 0; i < channels.Count; i++)
        {
            int start = _writer.Length + (i > 0 ? 1 : 0); // a comma comes first
            WriteValue(json, channels[i], precision);
            _values[i] = start.._writer.Length;
        }

        json.WriteEndArray();
    }

    public IReadOnlyList<ChannelValue> Channels { get; }

    /// <summary>Bytes that a channel takes in an answer, its name and a comma included.</summary>
    public int SizeOf(int channel) => Encoding.UTF8.GetByteCount(Channels[channel].Name) + "\"\":,".Length + _values[channel].End.Value - _values[channel].Start.Value;

    /// <summary>Bytes that all channels take.</summary>
    public int TotalSize()
    {
        int total = 0;
        for (int i = 0; i < Channels.Count; i++) total += SizeOf(i);
        return total;
    }

    /// <summary>Writes a channel as a member of the object at hand.</summary>
    public void WriteTo(Utf8JsonWriter json, int channel)
    {
        json.WritePropertyName(Channels[channel].Name);
        json.WriteRawValue(_writer.Written().Span[_values[channel]], skipInputValidation: true);
    }

    public void Dispose() => _writer.Dispose();

    private static void WriteValue(Utf8JsonWriter json, ChannelValue channel, int precision)
    {
        if (channel.IsScalar)
        {
            json.WriteReading(channel.Values[0], precision);
            return;
        }

        json.WriteStartArray();
        foreach (double value in channel.Values) json.WriteReading(value, precision);
        json.WriteEndArray();
    }
}
