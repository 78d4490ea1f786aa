namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>What a share of some figures stays below.</summary>
internal static class Percentile
{
    public static double At(IReadOnlyCollection<double> figures, double share) => figures.Order().ElementAt((int)(figures.Count * share));

    public static double Median(IReadOnlyCollection<double> figures) => At(figures, 0.5);
}
