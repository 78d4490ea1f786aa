using System.Globalization;
using System.Text.RegularExpressions;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Scenes;

/// <summary>A number that a scene is made with.</summary>
/// <param name="Name">As callers and the scene's <c>${NAME}</c> write it.</param>
/// <param name="Default">In its unit.</param>
/// <param name="Min">The least, included.</param>
/// <param name="Max">The most, included.</param>
/// <param name="Unit"><c>-</c> for a bare number.</param>
/// <param name="Meaning">In words.</param>
internal sealed partial record SceneParameter(string Name, double Default, double Min, double Max, string Unit, string Meaning)
{
    /// <summary>The parameters that a scene's header comments declare.</summary>
    public static IEnumerable<SceneParameter> DeclaredIn(string xml) => Declaration().Matches(xml).Select(static match => new SceneParameter(
        match.Groups["name"].Value, Number(match.Groups["default"]), Number(match.Groups["min"]), Number(match.Groups["max"]),
        match.Groups["unit"].Value, match.Groups["meaning"].Value.Trim()));

    /// <summary>The value as it stands in the XML.</summary>
    /// <exception cref="FailureException"><c>invalid_argument</c> where it is out of range.</exception>
    public string Fill(double value)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"{Min} to {Max}{(Unit == "-" ? "" : " " + Unit)}");
        return value >= Min && value <= Max ? Text(value) : throw InvalidArgument.Because(
            $"Parameter '{Name}' ({Meaning}) must be {range}.", $"parameters.{Name}", Text(value), range);
    }

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(Group group) => double.Parse(group.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"<!--\s*parameter:\s*(?<name>\w+)\s+default=(?<default>\S+)\s+min=(?<min>\S+)\s+max=(?<max>\S+)\s+unit=(?<unit>\S+)\s*:\s*(?<meaning>.*?)\s*-->", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
