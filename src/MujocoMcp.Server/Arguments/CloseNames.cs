using F23.StringSimilarity;

namespace MujocoMcp.Server.Arguments;

/// <summary>Finds existing names that resemble a given one.</summary>
internal static class CloseNames
{
    private const int Most = 3;
    private const int LongestCompared = 64;
    private const double LeastSimilarity = 0.75;

    private static readonly JaroWinkler Similarity = new();

    /// <summary>The names that resemble the given one, nearest first; empty where none does.</summary>
    public static string[] Of(string given, IEnumerable<string> known)
    {
        if (given.Length is 0 or > LongestCompared) return [];
        return
        [
            .. known.Where(static name => name.Length <= LongestCompared)
                .Select(name => (Name: name, Score: Similarity.Similarity(given.ToLowerInvariant(), name.ToLowerInvariant())))
                .Where(static match => match.Score >= LeastSimilarity)
                .OrderByDescending(static match => match.Score)
                .Take(Most)
                .Select(static match => match.Name),
        ];
    }
}
