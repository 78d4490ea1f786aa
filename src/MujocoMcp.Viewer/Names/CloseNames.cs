using F23.StringSimilarity;

namespace MujocoMcp.Viewer.Names;

/// <summary>Finds what somebody may have meant.</summary>
internal static class CloseNames
{
    private const int Most = 5;

    // Beyond this a comparison costs more than it helps: its table grows with the product of the lengths.
    private const int LongestCompared = 100;

    /// <summary>The candidates that resemble a name, nearest first: few edits away, or one containing the other.</summary>
    internal static string[] To(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestCompared)
            return [];
        var edits = new OptimalStringAlignment();
        var typed = name.ToLowerInvariant();
        return
        [
            .. candidates
                .Where(static candidate => candidate.Length is > 0 and <= LongestCompared)
                .Select(candidate => (Name: candidate, Lower: candidate.ToLowerInvariant()))
                .Select(candidate => (candidate.Name, candidate.Lower, Distance: edits.Distance(typed, candidate.Lower)))
                .Where(candidate => candidate.Distance <= Math.Max(2, typed.Length / 3)
                    || (typed.Length > 2 && candidate.Lower.Contains(typed, StringComparison.Ordinal))
                    || (candidate.Lower.Length > 2 && typed.Contains(candidate.Lower, StringComparison.Ordinal)))
                .OrderBy(static candidate => candidate.Distance)
                .Select(static candidate => candidate.Name)
                .Take(Most),
        ];
    }
}
