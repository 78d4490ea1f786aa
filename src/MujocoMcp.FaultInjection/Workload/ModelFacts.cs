using System.Text.Json;

namespace MujocoMcp.FaultInjection.Workload;

/// <summary>What commands need to know of a loaded model.</summary>
/// <param name="Controls">Each actuator's range.</param>
/// <param name="ScalarJoints">Hinges and slides that have names.</param>
internal sealed record ModelFacts(IReadOnlyList<(double Low, double High)> Controls, IReadOnlyList<string> ScalarJoints)
{
    /// <summary>Reads the answer of the tool that loaded it.</summary>
    public static ModelFacts Of(JsonElement loaded)
    {
        var model = loaded.GetProperty("model");
        return new ModelFacts(
            [.. model.GetProperty("actuators").EnumerateArray().Select(static actuator => actuator.GetProperty("ctrlrange") is { ValueKind: JsonValueKind.Array } range
                ? (range[0].GetDouble(), range[1].GetDouble())
                : (-1, 1))],
            [.. model.GetProperty("joints").EnumerateArray()
                .Where(static joint => joint.GetProperty("type").GetString() is "hinge" or "slide" && joint.GetProperty("name").ValueKind == JsonValueKind.String)
                .Select(static joint => joint.GetProperty("name").GetString()!)]);
    }
}
