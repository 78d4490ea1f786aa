using System.Text.Json;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Server.Arguments;

/// <summary>What a value may be. Its JSON schema and its check are written side by side in one class, so that they can't differ.</summary>
/// <typeparam name="T">What a valid value is read as.</typeparam>
internal abstract class Shape<T>
{
    /// <summary>What would be accepted, in words.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a value of this JSON kind is of this shape at all: a choice between shapes is made by it.</summary>
    public abstract bool Takes(JsonValueKind kind);

    /// <summary>Writes the members of this shape's schema object.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);

    /// <summary>Checks a value whose kind fits, and reads it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands, for the error: <c>ctrl.hip</c>, <c>channels[2]</c>.</param>
    /// <exception cref="FailureException"><c>invalid_argument</c>.</exception>
    protected abstract T ReadKnownKind(JsonElement value, string path);

    /// <summary>Checks a value and reads it.</summary>
    /// <exception cref="FailureException"><c>invalid_argument</c>.</exception>
    public T Read(JsonElement value, string path) => Takes(value.ValueKind) ? ReadKnownKind(value, path) : throw Refuse(value, path);

    protected FailureException Refuse(JsonElement value, string path, string? because = null) =>
        InvalidArgument.Because($"Argument '{path}' {because ?? $"must be {Expected}"}.", path, InvalidArgument.Quote(value), Expected);
}
