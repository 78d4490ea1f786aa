namespace MujocoMcp.Bindings.Probe.Checks;

internal static class Expect
{
    internal static T Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }

        throw new CheckFailedException($"No {typeof(T).Name} was thrown.");
    }

    internal static void Equal<T>(T expected, T actual, string what) => CheckFailedException.Unless(
        EqualityComparer<T>.Default.Equals(expected, actual), $"{what} is {actual} and should be {expected}.");

    internal static void Near(double expected, double actual, double tolerance, string what) => CheckFailedException.Unless(
        Math.Abs(expected - actual) <= tolerance, $"{what} is {actual:R} and should be {expected:R}.");

    internal static void Contains(string part, string text) => CheckFailedException.Unless(
        text.Contains(part, StringComparison.OrdinalIgnoreCase), $"'{text}' does not mention '{part}'.");
}
