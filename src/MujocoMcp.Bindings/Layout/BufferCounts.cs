using System.Globalization;
using System.Text.RegularExpressions;

namespace MujocoMcp.Bindings.Layout;

/// <summary>Reads from <c>mjxmacro.h</c> how many elements each array in the main buffers of mjModel and mjData has.</summary>
internal static partial class BufferCounts
{
    /// <summary><c>mjModel.key_mpos</c> to <c>nkey*nmocap*3</c>.</summary>
    internal static Dictionary<string, string> Read(string xmacros, ConstantExpressions constants)
    {
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match macro in Macro().Matches(xmacros.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            // Arrays in mjData's arena come and go with every step: they have no fixed place to check.
            var name = macro.Groups["name"].Value;
            var structName = name.StartsWith("MJMODEL_POINTERS", StringComparison.Ordinal) ? "mjModel"
                : name.StartsWith("MJDATA_POINTERS", StringComparison.Ordinal) ? "mjData"
                : null;
            if (structName is null)
                continue;
            foreach (Match entry in Entry().Matches(macro.Groups["body"].Value))
                counts[$"{structName}.{entry.Groups["name"].Value}"] = Product(entry.Groups["rows"].Value + "*" + entry.Groups["columns"].Value, constants);
        }

        return counts;
    }

    private static string Product(string expression, ConstantExpressions constants)
    {
        var sizes = new List<string>();
        var number = 1;
        foreach (var factor in SizeMarker().Replace(expression, "${size}").Split('*', StringSplitOptions.TrimEntries))
        {
            // Sizes of a model are lower case (nq); numbers have names of their own (mjNREF).
            if (factor.StartsWith('n'))
                sizes.Add(factor);
            else
                number = checked(number * constants.Evaluate([factor]));
        }

        if (number != 1 || sizes.Count == 0)
            sizes.Add(number.ToString(CultureInfo.InvariantCulture));
        return string.Join('*', sizes);
    }

    [GeneratedRegex(@"^\#define\s+(?<name>\w+)(?<body>.*)$", RegexOptions.Multiline)]
    private static partial Regex Macro();

    [GeneratedRegex(@"\bX\w*\s*\(\s*[^,()]+,\s*(?<name>\w+)\s*,\s*(?<rows>[^,]+?)\s*,\s*(?<columns>(?:[^(),]|\(\w+\))+?)\s*\)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"MJ_[MD]\s*\(\s*(?<size>\w+)\s*\)")]
    private static partial Regex SizeMarker();
}
