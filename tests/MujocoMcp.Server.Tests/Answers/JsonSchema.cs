using System.Text.Json;

namespace MujocoMcp.Server.Tests.Answers;

/// <summary>As much of JSON Schema as the tools use, and a complaint about everything beyond.</summary>
internal static class JsonSchema
{
    private static readonly string[] Known =
        ["type", "properties", "required", "additionalProperties", "items", "maxItems", "maxLength", "minimum", "maximum", "exclusiveMinimum", "enum", "anyOf", "description"];

    /// <summary>The first thing that is wrong with a value; null where nothing is.</summary>
    public static string? Complaint(JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Known.Contains(keyword.Name)) return $"{path}: the schema uses '{keyword.Name}'";
        }

        if (schema.TryGetProperty("anyOf", out JsonElement branches) && branches.EnumerateArray().All(branch => Complaint(branch, value, path) is not null)) return $"{path}: no branch fits";
        if (schema.TryGetProperty("type", out JsonElement type) && !HasType(type, value)) return $"{path}: {value.ValueKind} is no {type}";
        if (schema.TryGetProperty("enum", out JsonElement choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value))) return $"{path}: not one of {choices}";
        return value.ValueKind switch
        {
            JsonValueKind.Object => ObjectComplaint(schema, value, path),
            JsonValueKind.Array => ArrayComplaint(schema, value, path),
            JsonValueKind.String => schema.TryGetProperty("maxLength", out JsonElement longest) && value.GetString()!.EnumerateRunes().Count() > longest.GetInt64() ? $"{path}: too long" : null,
            JsonValueKind.Number => NumberComplaint(schema, value.GetDouble(), path),
            _ => null,
        };
    }

    private static bool HasType(JsonElement type, JsonElement value) => type.ValueKind is JsonValueKind.Array
        ? type.EnumerateArray().Any(one => HasType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => value.ValueKind is JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind is JsonValueKind.Null,
            "number" => value.ValueKind is JsonValueKind.Number && double.IsFinite(value.GetDouble()),
            "integer" => value.ValueKind is JsonValueKind.Number && double.IsInteger(value.GetDouble()),
            _ => false,
        };

    private static string? ObjectComplaint(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _)) return $"{path}: {name} is missing";
            }
        }

        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        bool hasOthers = schema.TryGetProperty("additionalProperties", out JsonElement others);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string memberPath = $"{path}.{member.Name}";
            if (hasProperties && properties.TryGetProperty(member.Name, out JsonElement property))
            {
                if (Complaint(property, member.Value, memberPath) is { } complaint) return complaint;
            }
            else if (hasOthers && others.ValueKind is JsonValueKind.False)
            {
                return $"{memberPath}: unknown";
            }
            else if (hasOthers && others.ValueKind is JsonValueKind.Object && Complaint(others, member.Value, memberPath) is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    }

    private static string? ArrayComplaint(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("maxItems", out JsonElement most) && value.GetArrayLength() > most.GetInt32()) return $"{path}: too many";
        return schema.TryGetProperty("items", out JsonElement items)
            ? value.EnumerateArray().Select((item, index) => Complaint(items, item, $"{path}[{index}]")).FirstOrDefault(static complaint => complaint is not null)
            : null;
    }

    private static string? NumberComplaint(JsonElement schema, double value, string path) =>
        (schema.TryGetProperty("minimum", out JsonElement min) && value < min.GetDouble())
        || (schema.TryGetProperty("maximum", out JsonElement max) && value > max.GetDouble())
        || (schema.TryGetProperty("exclusiveMinimum", out JsonElement above) && value <= above.GetDouble())
            ? $"{path}: {value} is out of range"
            : null;
}
