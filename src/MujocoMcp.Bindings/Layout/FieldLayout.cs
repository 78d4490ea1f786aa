using System.Globalization;

namespace MujocoMcp.Bindings.Layout;

/// <summary>One field of a C struct.</summary>
/// <param name="Name">Its name; members of an anonymous inner struct are <c>outer.inner</c>.</param>
/// <param name="Type">Its element's C type, with <c>*</c> for a pointer.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Length">Elements of a C array; 1 for a scalar.</param>
/// <param name="Count">
/// For a pointer into a struct's main buffer: the number of elements as a product of sizes and numbers, such as <c>nkey*nmocap*3</c>.
/// </param>
internal sealed record FieldLayout(string Name, string Type, int Offset, int Length = 1, string? Count = null)
{
    private CountFactors? _factors;

    // Not to be changed by a copy, which takes the factors along.
    internal string? Count { get; } = Count;

    /// <summary>What <see cref="Count"/> is the product of.</summary>
    internal CountFactors Factors => _factors ??= CountFactors.Of(Count ?? throw new InvalidOperationException($"{Name} has no size."));
}

/// <summary>The factors of an array's length.</summary>
/// <param name="Number">The numbers among them, multiplied.</param>
/// <param name="Sizes">The sizes among them, by name.</param>
internal sealed record CountFactors(long Number, string[] Sizes)
{
    internal static CountFactors Of(string product)
    {
        var factors = product.Split('*').ToLookup(static factor => char.IsAsciiDigit(factor[0]));
        var number = factors[true].Aggregate(1L, static (product, factor) => checked(product * long.Parse(factor, CultureInfo.InvariantCulture)));
        return new(number, [.. factors[false]]);
    }
}
