namespace MujocoMcp.Bindings;

/// <summary>No OpenGL without a display could be had on this machine.</summary>
/// <param name="tried">What was tried and why it failed, in order.</param>
public sealed class GlUnavailableException(IReadOnlyList<string> tried)
    : Exception($"OpenGL without a display is not available: {string.Join("; ", tried)}.")
{
    /// <summary>What was tried and why it failed, in order.</summary>
    public IReadOnlyList<string> Tried { get; } = tried;
}
