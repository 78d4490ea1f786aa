using System.Text.Json.Serialization;
using PolyType;

namespace MujocoMcp.Contracts.Operations;

/// <summary>Channels over time, one row a sample: at the start, every so many steps, and at the end.</summary>
/// <param name="Columns">The first is <c>time</c>; a channel of several numbers has one column each: <c>site:tool.pos.x</c>.</param>
/// <param name="Rows">Numbers by column. Where there were too many rows, an even selection of them, the first and the last among it.</param>
/// <param name="Min">Least number of each column, over all rows that were sampled.</param>
/// <param name="Max">Greatest number of each column, over all rows that were sampled.</param>
/// <param name="Total">Rows that were sampled.</param>
public sealed record Samples(string[] Columns, double[][] Rows, double[] Min, double[] Max, long Total)
{
    /// <summary>The most numbers that an answer could show; more rows than fit are thinned where they are taken.</summary>
    public const int MaxNumbers = 16_384;

    /// <summary>How much it takes in a message.</summary>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public int NumberCount => Columns.Length * (Rows.Length + 2);
}
