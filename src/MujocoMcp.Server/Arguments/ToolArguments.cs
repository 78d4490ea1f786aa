using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>The checked arguments of one call.</summary>
/// <param name="values">The values by name, read.</param>
/// <param name="given">The values as they came.</param>
internal sealed class ToolArguments(Dictionary<string, object> values, IEnumerable<KeyValuePair<string, JsonElement>> given)
{
    /// <summary>The arguments as they came, nulls included.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Given { get; } = given;

    /// <summary>The value, or null where it was left out.</summary>
    public T? Get<T>(Argument<T> argument)
        where T : class => values.TryGetValue(argument.Name, out object? value) ? (T)value : null;

    /// <summary>The number, or null where it was left out.</summary>
    public T? Number<T>(Argument<T> argument)
        where T : struct => values.TryGetValue(argument.Name, out object? value) ? (T)value : null;

    /// <summary>The value of an argument that can't be left out.</summary>
    public T Require<T>(Argument<T> argument)
        where T : class => (T)values[argument.Name];
}
