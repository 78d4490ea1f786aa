namespace MujocoMcp.Bindings.Probe.Checks;

/// <summary>A check that did not hold.</summary>
public sealed class CheckFailedException(string message) : Exception(message)
{
    internal static void Unless(bool holds, string otherwise)
    {
        if (!holds)
            throw new CheckFailedException(otherwise);
    }
}
