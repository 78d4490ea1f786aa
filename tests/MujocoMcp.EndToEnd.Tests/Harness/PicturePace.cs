namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>How fast a process draws.</summary>
/// <param name="First">ms to its first picture.</param>
/// <param name="Later">ms for the fastest of its later ones.</param>
internal sealed record PicturePace(double First, double Later)
{
    public PicturePace BestWith(PicturePace? other) =>
        other is null ? this : new(Math.Min(First, other.First), Math.Min(Later, other.Later));
}
