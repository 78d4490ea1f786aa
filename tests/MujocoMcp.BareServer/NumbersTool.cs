using ModelContextProtocol.Server;

namespace MujocoMcp.BareServer;

/// <summary>Answers with so many numbers, of as many digits as a simulation's have.</summary>
[McpServerToolType]
internal sealed class NumbersTool
{
    [McpServerTool(Name = "numbers", UseStructuredContent = true)]
    public static Numbers Give(int positions, int velocities, int digits) => new(Row(positions, digits), Row(velocities, digits));

    private static double[] Row(int count, int digits) => [.. Enumerable.Range(1, count).Select(i => Math.Round(1 / (i + 2.0), digits))];

    internal sealed record Numbers(double[] Qpos, double[] Qvel);
}
