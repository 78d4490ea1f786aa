using System.Text.Json;
using MujocoMcp.Contracts.Queries;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes what is told of an element.</summary>
internal static class ElementFieldWriting
{
    public static void Write(Utf8JsonWriter json, ElementField value)
    {
        json.WritePropertyName(value.Name);
        switch (value.Kind)
        {
            case FieldKind.Flag:
                json.WriteBooleanValue(value.Numbers[0] != 0);
                break;
            case FieldKind.Integer:
                json.WriteReading(value.Numbers[0], JsonWriting.FullPrecision);
                break;
            case FieldKind.Number:
                json.WriteReading(value.Numbers[0], ChannelQuery.DefaultPrecision);
                break;
            case FieldKind.Numbers:
                json.WriteStartArray();
                foreach (double number in value.Numbers) json.WriteReading(number, ChannelQuery.DefaultPrecision);
                json.WriteEndArray();
                break;
            case FieldKind.Text:
                json.WriteStringValue(value.Texts[0]);
                break;
            case FieldKind.Texts:
                json.WriteStartArray();
                foreach (string text in value.Texts) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
