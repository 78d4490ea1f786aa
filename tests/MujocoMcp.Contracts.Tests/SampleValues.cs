using System.Reflection;
using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Tests;

/// <summary>Values of any contract type, made from its constructor and its settable properties, so that a new record needs no new sample.</summary>
internal sealed class SampleValues(SampleKind kind)
{
    private static readonly NullabilityInfoContext Nullability = new();

    private int _count;

    /// <summary>The records of the contract, abstract ones left out.</summary>
    internal static IEnumerable<Type> Records =>
        typeof(ContractsJson).Assembly.GetTypes().Where(static type => type.IsPublic && !type.IsAbstract && IsRecord(type)).OrderBy(static type => type.FullName, StringComparer.Ordinal);

    /// <summary>The unions that a record is a case of.</summary>
    internal static Type? UnionOf(Type record) =>
        record.BaseType is { IsAbstract: true } union && union.GetCustomAttributes<JsonDerivedTypeAttribute>().Any() ? union : null;

    /// <summary>A value whose parts differ from each other.</summary>
    internal object Of(Type type)
    {
        if (type == typeof(string))
            return kind is SampleKind.Empty ? "" : $"text {++_count} \"ä🙂\"";
        if (type == typeof(bool))
            return kind is not SampleKind.Empty;
        if (type == typeof(int))
            return kind is SampleKind.Empty ? 0 : ++_count;
        if (type == typeof(long))
            return kind is SampleKind.Empty ? 0L : long.MaxValue - ++_count;
        if (type == typeof(double))
            return kind is SampleKind.Empty ? double.NaN : new[] { 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon }[_count++ % 6];
        if (type == typeof(float))
            return kind is SampleKind.Empty ? float.NaN : new[] { 0.1f, float.PositiveInfinity, -0.0f }[_count++ % 3];
        if (type == typeof(byte))
            return (byte)++_count;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromTicks(1234567 + ++_count);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(++_count);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsArray)
            return Array(type.GetElementType()!);
        if (type.IsAbstract)
            return Of(type.GetCustomAttributes<JsonDerivedTypeAttribute>().ElementAt(_count++ % type.GetCustomAttributes<JsonDerivedTypeAttribute>().Count()).DerivedType);
        return IsRecord(type) ? Record(type) : throw new NotSupportedException($"No sample for {type}: teach {nameof(SampleValues)} to make one.");
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is not null;

    private Array Array(Type element)
    {
        var array = System.Array.CreateInstance(element, kind is SampleKind.Empty ? 0 : 3);
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Of(element), i);
        return array;
    }

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(static candidate => candidate.GetParameters().Length).FirstOrDefault();
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Part(parameter.ParameterType, Nullability.Create(parameter)))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var taken = constructor?.GetParameters().Any(parameter => parameter.Name == property.Name) ?? false;
            if (property.CanWrite && !taken)
                property.SetValue(value, Part(property.PropertyType, Nullability.Create(property)));
        }

        return value;
    }

    private object? Part(Type type, NullabilityInfo nullability)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        var mayBeNull = underlying is not null || (!type.IsValueType && nullability.ReadState is NullabilityState.Nullable);
        return mayBeNull && kind is SampleKind.Empty ? null : Of(underlying ?? type);
    }
}

/// <summary>How much a sample holds.</summary>
public enum SampleKind
{
    /// <summary>Every part that may be null is; arrays and texts are empty; numbers are NaN.</summary>
    Empty,

    /// <summary>Every part holds something, numbers that aren't finite included.</summary>
    Full,
}
