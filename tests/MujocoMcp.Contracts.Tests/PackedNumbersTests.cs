using System.Text.Json;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Contracts.Tests;

/// <summary>What crosses a viewer's pipe is the same number, to the last bit.</summary>
public sealed class PackedNumbersTests
{
    private static readonly JsonSerializerOptions Pipe = ContractsWire.PipeJson();

    [Theory]
    [InlineData]
    [InlineData(0.1)]
    [InlineData(-0.0, 0.0, double.Epsilon, -double.MaxValue, 1 / 3.0)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Numbers_keep_every_bit(params double[] numbers) => Assert.Equal(Bits(numbers), Bits(Sent(new ChannelValue("qpos", numbers, false)).Values));

    [Fact]
    public void What_is_no_number_keeps_what_it_says()
    {
        double[] odd = [BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0DAD), double.NaN];
        Assert.Equal(Bits(odd), Bits(Sent(new ChannelValue("qpos", odd, false)).Values));
    }

    [Fact]
    public void Rows_and_lists_that_may_be_absent_come_through()
    {
        var samples = Sent(new Samples(["time", "qpos"], [[0, double.NaN], [1, 2.5]], [0, 1], [1, 2.5], 2));
        Assert.Equal([[0, double.NaN], [1, 2.5]], samples.Rows);
        Assert.Null(Sent(new SetState { Qvel = [1] }).Qpos);
        Assert.Equal([1], Sent(new SetState { Qvel = [1] }).Qvel!);
    }

    [Fact]
    public void They_cross_as_bytes_and_half_a_number_is_refused()
    {
        Assert.Equal("\"AAAAAAAA8D8=\"", JsonSerializer.Serialize(new double[] { 1 }, Pipe.GetTypeInfo(typeof(double[]))));
        Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize("\"AAAAAAAA8A==\"", Pipe.GetTypeInfo(typeof(double[]))));
    }

    private static T Sent<T>(T value) where T : class
    {
        var type = Pipe.GetTypeInfo(typeof(T));
        return (T)JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
    }

    private static long[] Bits(double[] numbers) => [.. numbers.Select(BitConverter.DoubleToInt64Bits)];
}
