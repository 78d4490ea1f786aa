using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>Reads JSON text that may hold escaped halves of surrogate pairs: valid JSON, but no Unicode.</summary>
internal static class UnicodeText
{
    /// <summary>A string's text; null where it is no Unicode.</summary>
    public static string? Of(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member's name; null where it is no Unicode.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
