using System.Globalization;
using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Server.Answers;

/// <summary>Samples as JSON, with as many rows as there is room for: thinned evenly, the first and the last kept.</summary>
internal sealed class SampleTable : IDisposable
{
    private const int FewestRows = 2;
    private static readonly int FrameBytes = """"samples":{"columns":,"rows":[],"min":,"max":},"""".Length;

    private readonly Samples _samples;
    private readonly AnswerWriter _writer = AnswerWriter.Rent();
    private readonly Range[] _rows;
    private readonly Range _columns;
    private readonly Range _min;
    private readonly Range _max;
    private int[] _kept = [];

    public SampleTable(Samples samples, int precision)
    {
        _samples = samples;
        _writer.Json.WriteStartArray();
        _columns = Render(static (json, columns) =>
        {
            json.WriteStartArray();
            foreach (string column in columns) json.WriteStringValue(column);
            json.WriteEndArray();
        }, samples.Columns);
        _min = Render(Numbers, samples.Min);
        _max = Render(Numbers, samples.Max);
        _rows = [.. samples.Rows.Select(row => Render(Numbers, row))];
        _writer.Json.WriteEndArray();

        void Numbers(Utf8JsonWriter json, double[] numbers)
        {
            json.WriteStartArray();
            foreach (double number in numbers) json.WriteReading(number, precision);
            json.WriteEndArray();
        }
    }

    /// <summary>Whether there was room for the table at all.</summary>
    public bool IsKept { get; private set; }

    /// <summary>What was left out; null where nothing was.</summary>
    public Truncation? Truncation => IsKept && _kept.Length == _samples.Total ? null
        : new Truncation(_kept.Length, (int)Math.Min(_samples.Total, int.MaxValue), IsKept ? [] : ["samples"], Next: null);

    /// <summary>Chooses the rows.</summary>
    /// <param name="room">Bytes.</param>
    public void Fit(int room)
    {
        room -= FrameBytes + Length(_columns) + Length(_min) + Length(_max);
        (int fits, int tooMany) = (0, _rows.Length + 1);
        while (fits + 1 < tooMany)
        {
            int tried = (fits + tooMany) / 2;
            if (Evenly(tried).Sum(row => Length(_rows[row]) + 1) <= room) fits = tried;
            else tooMany = tried;
        }

        IsKept = room >= 0 && fits >= Math.Min(FewestRows, _rows.Length);
        _kept = IsKept ? [.. Evenly(fits)] : [];
    }

    /// <summary>What a caller should know; null where all rows are there.</summary>
    public Warning? Warn() => Truncation is null ? null : new Warning("truncated", string.Create(CultureInfo.InvariantCulture, $"samples: {_kept.Length} of {_samples.Total} rows are shown{(IsKept ? ", thinned evenly; min and max are of all" : "")}. A larger max_bytes shows more."));

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WritePropertyName("samples"u8);
        if (!IsKept)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        Raw("columns"u8, _columns);
        json.WriteStartArray("rows"u8);
        foreach (int row in _kept) json.WriteRawValue(_writer.Written().Span[_rows[row]], skipInputValidation: true);
        json.WriteEndArray();
        Raw("min"u8, _min);
        Raw("max"u8, _max);
        json.WriteEndObject();

        void Raw(ReadOnlySpan<byte> name, Range value)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(_writer.Written().Span[value], skipInputValidation: true);
        }
    }

    public void Dispose() => _writer.Dispose();

    private static int Length(Range range) => range.End.Value - range.Start.Value;

    private Range Render<T>(Action<Utf8JsonWriter, T> write, T value)
    {
        int start = _writer.Length + (_writer.Length > 1 ? 1 : 0); // a comma comes before all but the first
        write(_writer.Json, value);
        return start.._writer.Length;
    }

    private IEnumerable<int> Evenly(int count) => count < FewestRows
        ? Enumerable.Range(0, Math.Min(count, _rows.Length))
        : Enumerable.Range(0, count).Select(i => (int)Math.Round(i * (_rows.Length - 1.0) / (count - 1)));
}
