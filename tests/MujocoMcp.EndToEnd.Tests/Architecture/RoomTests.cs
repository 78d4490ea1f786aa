using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using MujocoMcp.EndToEnd.Tests.Harness;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace MujocoMcp.EndToEnd.Tests.Architecture;

/// <summary>Keeps the arrows between rooms: Server → Sessions → Contracts ← Viewer → Bindings, and Server → FaultInjection, which drives the program from outside.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Bindings"] = [],
        ["Contracts"] = [],
        ["Viewer"] = ["Contracts", "Bindings"],
        ["Sessions"] = ["Contracts"],
        ["FaultInjection"] = ["Contracts"],
        ["Server"] = ["Contracts", "Sessions", "FaultInjection"],
    };

    private static readonly Dictionary<string, string> Assemblies = new()
    {
        ["Bindings"] = "MujocoMcp.Bindings",
        ["Contracts"] = "MujocoMcp.Contracts",
        ["Viewer"] = "mujoco-viewer",
        ["Sessions"] = "MujocoMcp.Sessions",
        ["FaultInjection"] = "MujocoMcp.FaultInjection",
        ["Server"] = "mujoco-mcp",
    };

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies([.. Assemblies.Values.Select(static name => Assembly.Load(name))]).Build();

    public static TheoryData<string, string> ForbiddenArrows()
    {
        var forbidden = new TheoryData<string, string>();
        foreach (var (from, allowed) in Arrows)
            foreach (var to in Arrows.Keys.Where(room => room != from && !allowed.Contains(room))) forbidden.Add(from, to);
        return forbidden;
    }

    [Theory]
    [MemberData(nameof(ForbiddenArrows))]
    public void A_room_knows_only_the_rooms_that_the_architecture_gives_it(string from, string to)
    {
        Assert.NotEmpty(TypesOf(to).GetObjects(House));
        TypesOf(from).Should().NotDependOnAny(TypesOf(to)).Check(House);
    }

    [Theory]
    [InlineData("Contracts", @"^(Akka|ModelContextProtocol|Microsoft\.AspNetCore)\.")]
    [InlineData("Sessions", @"^ModelContextProtocol\.")]
    [InlineData("FaultInjection", @"^Akka\.")]
    [InlineData("Viewer", @"^(Akka|ModelContextProtocol)\.")]
    [InlineData("Bindings", @"^(Akka|ModelContextProtocol|StreamJsonRpc|Microsoft\.AspNetCore)\.")]
    public void A_room_keeps_out_the_libraries_of_the_others(string room, string libraries) =>
        TypesOf(room).Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(libraries)).WithoutRequiringPositiveResults().Check(House);

    [Theory]
    [InlineData("Bindings")]
    [InlineData("Contracts")]
    [InlineData("Viewer")]
    [InlineData("Sessions")]
    [InlineData("FaultInjection")]
    [InlineData("Server")]
    public void The_features_of_a_room_form_no_circle(string room) =>
        Assert.Equal([], Circles.Among(FeatureArrows(room)));

    [Fact]
    public void A_project_references_only_the_rooms_that_the_architecture_gives_it()
    {
        foreach (var (room, allowed) in Arrows)
        {
            var project = XDocument.Load(Path.Combine(Repository.Root, "src", $"MujocoMcp.{room}", $"MujocoMcp.{room}.csproj"));
            var referenced = project.Descendants("ProjectReference").Select(static reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)["MujocoMcp.".Length..]);
            Assert.Subset(allowed.ToHashSet(), referenced.ToHashSet());
        }
    }

    [Fact]
    public void A_hand_written_file_fits_400_lines()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj") && !file.EndsWith(".g.cs", StringComparison.Ordinal)).ToList();
        Assert.True(sources.Count > 50);
        Assert.Equal([], sources.Where(static file => File.ReadLines(file).Count() > 400));
    }

    private static ArchUnitNET.Fluent.Syntax.Elements.Types.GivenTypesConjunction TypesOf(string room) => Types().That().ResideInAssembly(Assembly.Load(Assemblies[room]));

    private static HashSet<(string From, string To)> FeatureArrows(string room)
    {
        // What lies in the room itself, in no feature's folder, counts too.
        var prefix = $"MujocoMcp.{room}";
        return [.. TypesOf(room).GetObjects(House)
            .SelectMany(static type => type.Dependencies.Select(dependency => (From: Feature(type), To: Feature(dependency.Target))))
            .Where(arrow => arrow.From != arrow.To && arrow.From.StartsWith(prefix, StringComparison.Ordinal) && arrow.To.StartsWith(prefix, StringComparison.Ordinal))];
    }

    private static string Feature(IType type) => type.Namespace?.FullName ?? "";
}
