using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Server.Answers;

/// <summary>JSON has no NaN: such numbers are shown as null, and this warning says so.</summary>
internal static class NonFiniteNumbers
{
    /// <summary>The reply's warnings, with one more where a channel holds such a number.</summary>
    public static IReadOnlyList<Warning> Warn(IReadOnlyList<ChannelValue> channels, IReadOnlyList<Warning> warnings)
    {
        int count = 0;
        string? first = null;
        foreach (ChannelValue channel in channels)
        {
            if (channel.MayBeAbsent) continue;
            int before = count;
            foreach (double value in channel.Values)
            {
                if (!double.IsFinite(value)) count++;
            }

            if (count > before) first ??= channel.Name;
        }

        return count == 0 || warnings.Any(static warning => warning.Code == "non_finite")
            ? warnings
            : [.. warnings, new Warning("non_finite", $"'{first}' holds numbers that aren't finite; they are shown as null.", count)];
    }
}
