using System.Text.Json.Serialization;
using PolyType;

namespace MujocoMcp.Contracts.Queries;

/// <summary>What may be asked of a model, beside its channels.</summary>
[DerivedTypeShape(typeof(FindContacts), Tag = 1)]
[DerivedTypeShape(typeof(ListElements), Tag = 2)]
[DerivedTypeShape(typeof(ReadSource), Tag = 3)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "query")]
[JsonDerivedType(typeof(FindContacts), "find_contacts")]
[JsonDerivedType(typeof(ListElements), "list_elements")]
[JsonDerivedType(typeof(ReadSource), "read_source")]
public abstract record ModelQuery;

/// <summary>Asks for the contacts at the present state.</summary>
/// <param name="Bodies">Only those that one of these bodies takes part in: names, <c>#ID</c> or patterns; empty for all.</param>
/// <param name="MinForce">Only those with at least this normal force, N.</param>
/// <param name="Limit">At most so many, the strongest.</param>
public sealed record FindContacts(string[] Bodies, double MinForce, int Limit) : ModelQuery;

/// <summary>Asks for elements of the model, as it was compiled.</summary>
/// <param name="Kind">One of <see cref="ElementKinds"/>.</param>
/// <param name="NamePattern">Only those whose name (or <c>#ID</c>) matches, with <c>*</c> for any characters; null for all.</param>
/// <param name="Fields">Only these fields; null for all.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Cursor">Where an earlier answer ended; null for the beginning.</param>
/// <param name="MaxBytes">About how much the elements may take as JSON; at least one is answered.</param>
public sealed record ListElements(string Kind, string? NamePattern, string[]? Fields, int Limit, string? Cursor, int MaxBytes) : ModelQuery;

/// <summary>Asks for the model's XML as it was loaded, page by page. Answered from the store: a viewer keeps no source.</summary>
/// <param name="Cursor">Where an earlier answer ended; null for the beginning.</param>
/// <param name="MaxBytes">About how much the page may take as JSON.</param>
public sealed record ReadSource(string? Cursor, int MaxBytes) : ModelQuery;
