using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes what a picture shows.</summary>
internal static class PictureFields
{
    /// <summary>A tenth of a millimetre in a scene of metres: a picture shows no more.</summary>
    private const int ShownPrecision = 5;

    public static void Write(Utf8JsonWriter json, PictureFacts facts, PictureMode mode)
    {
        if (facts.Cameras is [var only])
        {
            json.WritePropertyName("camera"u8);
            WriteCamera(json, only);
        }
        else
        {
            json.WriteStartArray("cameras"u8);
            foreach (CameraFacts camera in facts.Cameras) WriteCamera(json, camera);
            json.WriteEndArray();
        }

        if (mode is PictureMode.Depth)
        {
            WriteNumber(json, "near_m"u8, facts.NearM);
            WriteNumber(json, "far_m"u8, facts.FarM);
        }

        if (mode is PictureMode.Segmentation) WriteLegend(json, facts.Legend);
        json.WriteStartArray("visible"u8);
        foreach (VisibleGeom geom in facts.Visible)
        {
            json.WriteStartObject();
            json.WriteString("geom"u8, geom.Geom);
            json.WriteString("body"u8, geom.Body);
            WriteNumbers(json, "rgba"u8, [.. geom.Rgba.Select(static channel => Math.Round(channel, 3))]);
            json.WriteNumber("pixels"u8, geom.Pixels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Says which lists hold less than there is.</summary>
    public static IEnumerable<Warning> WarningsOf(PictureFacts facts)
    {
        if (facts.Visible.Length < facts.VisibleTotal) yield return new Warning("truncated", $"The largest {facts.Visible.Length} of {facts.VisibleTotal} visible geoms are listed.");
        if (facts.Legend.Length < facts.LegendTotal) yield return new Warning("truncated", $"The legend holds the largest {facts.Legend.Length} of {facts.LegendTotal} things.");
    }

    private static void WriteLegend(Utf8JsonWriter json, LegendEntry[] legend)
    {
        json.WriteStartArray("legend"u8);
        foreach (LegendEntry entry in legend)
        {
            json.WriteStartObject();
            json.WriteString("color"u8, entry.Color);
            json.WriteString("type"u8, entry.Type);
            json.WriteNumber("id"u8, entry.Id);
            json.WriteString("name"u8, entry.Name);
            json.WriteNumber("pixels"u8, entry.Pixels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCamera(Utf8JsonWriter json, CameraFacts camera)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, camera.Name);
        WriteNumbers(json, "pos"u8, camera.Position);
        WriteNumbers(json, "forward"u8, camera.Forward);
        WriteNumbers(json, "up"u8, camera.Up);
        WriteNumber(json, "fovy"u8, camera.Fovy);
        if (camera.Pose is { } pose)
        {
            json.WriteStartObject("view"u8);
            WriteNumbers(json, "lookat"u8, pose.Lookat!);
            WriteNumber(json, "distance"u8, pose.Distance);
            WriteNumber(json, "azimuth"u8, pose.Azimuth);
            WriteNumber(json, "elevation"u8, pose.Elevation);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteReading(value ?? double.NaN, ShownPrecision);
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<byte> name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (double value in values) json.WriteReading(value, ShownPrecision);
        json.WriteEndArray();
    }
}
