using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>The handle of a session: unguessable, so that holding it is what lets a caller use the session.</summary>
/// <param name="Value"><c>s-</c> and 26 characters of a base-32 alphabet (128 random bits).</param>
public readonly record struct SessionId(string Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The longest text that can be a session id; anything longer is refused before it is looked up.</summary>
    public const int MaxLength = 64;

    /// <summary>Mints a new id from the system's cryptographic random source.</summary>
    public static SessionId New() => new("s-" + RandomNumberGenerator.GetString(Alphabet, 26));

    /// <summary>True where the id can stand as an actor's name and a file's name.</summary>
    [JsonIgnore]
    public bool IsWellFormed => Value is { Length: > 0 and <= MaxLength } && Value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public override string ToString() => Value;
}
