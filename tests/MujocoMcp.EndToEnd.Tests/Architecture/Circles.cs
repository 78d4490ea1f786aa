namespace MujocoMcp.EndToEnd.Tests.Architecture;

/// <summary>Finds circles among arrows.</summary>
internal static class Circles
{
    /// <summary>Every node that can reach itself, sorted.</summary>
    public static IEnumerable<string> Among(IReadOnlySet<(string From, string To)> arrows) =>
        arrows.Select(static arrow => arrow.From).Distinct().Where(node => Reached(node, arrows).Contains(node)).Order();

    private static HashSet<string> Reached(string start, IReadOnlySet<(string From, string To)> arrows)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var node))
            foreach (var (_, to) in arrows.Where(arrow => arrow.From == node))
                if (reached.Add(to)) open.Push(to);
        return reached;
    }
}
