using System.Text.Json.Serialization;
using PolyType;

namespace MujocoMcp.Contracts.Queries;

/// <summary>The answer to a <see cref="ModelQuery"/>.</summary>
[DerivedTypeShape(typeof(ContactsFound), Tag = 1)]
[DerivedTypeShape(typeof(ElementsListed), Tag = 2)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "found")]
[JsonDerivedType(typeof(ContactsFound), "contacts")]
[JsonDerivedType(typeof(ElementsListed), "elements")]
public abstract record QueryAnswer
{
    /// <summary>The most things that travel in a message; an answer of more goes as a blob.</summary>
    public const int MaxInlineThings = 100;

    /// <summary>How many contacts, or fields in all elements; a long field counts more.</summary>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public abstract int ThingCount { get; }
}

/// <summary>Contacts, the strongest first.</summary>
/// <param name="Contacts">As many as were asked for.</param>
/// <param name="Total">How many there are.</param>
public sealed record ContactsFound(ContactDescription[] Contacts, int Total) : QueryAnswer
{
    /// <inheritdoc/>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public override int ThingCount => Contacts.Length;
}

/// <summary>Elements in the order of their ids.</summary>
/// <param name="Items">The elements of this page.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="NextCursor">Where to go on; null at the end.</param>
public sealed record ElementsListed(ElementDescription[] Items, int Total, string? NextCursor) : QueryAnswer
{
    /// <inheritdoc/>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public override int ThingCount => Items.Sum(static item => item.Fields.Sum(static value => 1 + (value.Numbers.Length / 8) + (value.Texts.Sum(static text => text.Length) / 64)));
}
