using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace MujocoMcp.Server.Metrics;

/// <summary>How long each tool's calls took, and what came of them. Costs nothing while nobody listens.</summary>
internal static class ToolMeter
{
    private static readonly Meter Source = new(NodeGauges.MeterName);

    private static readonly Histogram<double> Duration = Source.CreateHistogram<double>("mujoco.tool.duration", "s", "Duration of tool calls, by tool and outcome: ok or an error code");

    /// <summary>Records a call that was answered.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="since">The <see cref="Stopwatch"/>'s time stamp of when it came.</param>
    /// <param name="failure">The answer that is an error; null where it is none.</param>
    public static void Record(string tool, long since, JsonElement? failure)
    {
        if (!Duration.Enabled) return;
        string outcome = failure is { } told ? told.GetProperty("code").GetString()! : "ok";
        Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("tool", tool), new("outcome", outcome));
    }
}
