using System.Reflection;
using System.Text.Json;

namespace MujocoMcp.Contracts.Tests;

/// <summary>Every record of the contract survives both of its serializers. Found by reflection: a new one can't be forgotten.</summary>
public sealed class SerializationTests
{
    public static TheoryData<string, SampleKind> Records
    {
        get
        {
            var cases = new TheoryData<string, SampleKind>();
            foreach (var record in SampleValues.Records)
            {
                cases.Add(record.FullName!, SampleKind.Empty);
                cases.Add(record.FullName!, SampleKind.Full);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_survives_the_journal(string record, SampleKind kind)
    {
        foreach (var (value, type) in Samples(record, kind))
        {
            var text = Text(value, type);
            var back = JsonSerializer.Deserialize(text, type, ContractsJson.Default);
            Assert.NotNull(back);
            Assert.IsType(value.GetType(), back);
            Assert.Equal(text, Text(back, type));
            Assert.Equal(Text(value, value.GetType()), Text(back, value.GetType()));
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_survives_the_wire(string record, SampleKind kind)
    {
        foreach (var (value, type) in Samples(record, kind))
        {
            var blob = Wire(nameof(ContractsWire.ToBlob), type, value);
            var back = Wire(nameof(ContractsWire.FromBlob), type, new ReadOnlyMemory<byte>((byte[])blob));
            Assert.IsType(value.GetType(), back);
            Assert.Equal(Text(value, value.GetType()), Text(back, value.GetType()));
        }
    }

    [Fact]
    public void Samples_hold_what_they_promise()
    {
        var full = (Viewer.ExecuteOutcome)new SampleValues(SampleKind.Full).Of(typeof(Viewer.ExecuteOutcome));
        Assert.NotNull(full.Failure!.Details.Known);
        Assert.NotEmpty(full.Observed.Channels);
        var empty = (Operations.SetState)new SampleValues(SampleKind.Empty).Of(typeof(Operations.SetState));
        Assert.Null(empty.Qpos);
        Assert.Empty(empty.Joints);
        Assert.True(SampleValues.Records.Count() > 50);
    }

    [Fact]
    public void Every_case_of_a_union_is_named_to_both_serializers()
    {
        foreach (var union in typeof(ContractsJson).Assembly.GetTypes().Where(static type => type is { IsAbstract: true, IsSealed: false, IsInterface: false }))
        {
            var cases = typeof(ContractsJson).Assembly.GetTypes().Where(type => type.BaseType == union).ToHashSet();
            if (cases.Count == 0)
                continue;
            Assert.Equal(cases, [.. union.GetCustomAttributes<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(static named => named.DerivedType)]);
            Assert.Equal(cases, [.. union.GetCustomAttributes<PolyType.DerivedTypeShapeAttribute>().Select(static named => named.Type)]);
        }
    }

    // A case of a union by itself, and as the union that it travels in.
    private static IEnumerable<(object Value, Type Type)> Samples(string record, SampleKind kind)
    {
        var type = typeof(ContractsJson).Assembly.GetType(record, throwOnError: true)!;
        var value = new SampleValues(kind).Of(type);
        yield return (value, type);
        if (SampleValues.UnionOf(type) is { } union)
            yield return (value, union);
    }

    private static string Text(object value, Type type) => JsonSerializer.Serialize(value, type, ContractsJson.Default);

    private static object Wire(string method, Type type, object argument) =>
        typeof(ContractsWire).GetMethod(method, BindingFlags.Static | BindingFlags.Public)!.MakeGenericMethod(type).Invoke(null, [argument])!;
}
