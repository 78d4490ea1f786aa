using System.Globalization;
using System.Xml.Linq;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Server.Scenes;

namespace MujocoMcp.Server.Tests.Scenes;

public sealed class SceneLibraryTests
{
    private static readonly SceneLibrary Library = SceneLibrary.Embedded();

    public static TheoryData<string> Names => [.. Library.Names];

    [Fact]
    public void The_scenes_that_users_know_are_there() => Assert.Subset(Library.Names.ToHashSet(), new HashSet<string> { "pendulum", "double_pendulum", "cart_pole", "arm" });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scene_is_filled_at_its_defaults_and_at_the_ends_of_its_ranges(string name)
    {
        Scene scene = Library[name];
        AssertFilled(scene.Fill([]));
        AssertFilled(scene.Fill([.. scene.Parameters.Select(static parameter => KeyValuePair.Create(parameter.Name, parameter.Min))]));
        AssertFilled(scene.Fill([.. scene.Parameters.Select(static parameter => KeyValuePair.Create(parameter.Name, parameter.Max))]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_comment_that_declares_a_parameter_is_understood(string name)
    {
        int declared = Library[name].Fill([]).Split("<!-- parameter:").Length - 1;
        Assert.Equal(declared, Library[name].Parameters.Count);
        Assert.All(Library[name].Parameters, static parameter => Assert.InRange(parameter.Default, parameter.Min, parameter.Max));
    }

    [Fact]
    public void A_parameter_out_of_its_range_is_refused_with_the_range()
    {
        SceneParameter parameter = Library["pendulum"].Parameters[0];
        Failure failure = Assert.Throws<FailureException>(() => Library["pendulum"].Fill([KeyValuePair.Create(parameter.Name, parameter.Max * 2 + 1)])).Failure;
        Assert.Equal(ErrorCode.InvalidArgument, failure.Code);
        Assert.Contains(parameter.Max.ToString(CultureInfo.InvariantCulture), failure.Details.Expected!, StringComparison.Ordinal);
    }

    private static void AssertFilled(string xml)
    {
        Assert.DoesNotContain("${", xml, StringComparison.Ordinal);
        Assert.Equal("mujoco", XDocument.Parse(xml).Root!.Name.LocalName);
    }
}
