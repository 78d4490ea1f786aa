using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>An argument of a tool, as the tool's schema shows it and as a call's value is read.</summary>
internal abstract class Argument(string name, string description)
{
    public string Name { get; } = name;

    /// <summary>For an agent that reads nothing else: unit, frame, default.</summary>
    public string Description { get; } = description;

    /// <summary>Whether a call without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it says what the call does; false for those that say which call or which session it is.</summary>
    public bool IsIdentity { get; init; }

    public abstract string Expected { get; }

    public abstract void WriteSchema(Utf8JsonWriter schema);

    /// <summary>Checks a value and reads it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands, for the error: <c>steps</c>, <c>feedback[1].bias</c>.</param>
    /// <exception cref="Contracts.Errors.FailureException"><c>invalid_argument</c>.</exception>
    public abstract object Read(JsonElement value, string path);

    protected void WriteDescription(Utf8JsonWriter schema)
    {
        if (Description.Length > 0) schema.WriteString("description"u8, Description);
    }
}

/// <summary>An argument of a known shape.</summary>
internal sealed class Argument<T>(string name, Shape<T> shape, string description) : Argument(name, description)
    where T : notnull
{
    public override string Expected => shape.Expected;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject(Name);
        shape.WriteSchema(schema);
        WriteDescription(schema);
        schema.WriteEndObject();
    }

    public override object Read(JsonElement value, string path) => shape.Read(value, path);
}
