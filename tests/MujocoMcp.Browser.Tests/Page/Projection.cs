using System.Text.Json.Nodes;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>Where a camera that <c>render</c> tells of sees a point.</summary>
internal static class Projection
{
    /// <returns>Pixels from the top left.</returns>
    public static (double X, double Y) Of(JsonObject camera, double[] point, double width, double height)
    {
        double[] position = Numbers(camera["pos"]!), forward = Numbers(camera["forward"]!), up = Numbers(camera["up"]!);
        double[] right = [(forward[1] * up[2]) - (forward[2] * up[1]), (forward[2] * up[0]) - (forward[0] * up[2]), (forward[0] * up[1]) - (forward[1] * up[0])];
        double[] to = [.. point.Zip(position, static (of, from) => of - from)];
        double half = Math.Tan(double.DegreesToRadians((double)camera["fovy"]!) / 2) * Dot(to, forward);
        return ((width / 2) + (Dot(to, right) / half * height / 2), (height / 2) - (Dot(to, up) / half * height / 2));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(static number => (double)number!)];
}
