using MujocoMcp.Sessions.Sandbox;

namespace MujocoMcp.Sessions.Tests.Sandbox;

public sealed class ViewerPlacesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    [Fact]
    public void Models_are_read_and_never_run()
    {
        var rules = Rules(new());
        Assert.Equal(PathAccess.Read, Assert.Single(rules, static rule => rule.Path == "/models").Access);
        Assert.DoesNotContain(rules, static rule => rule.Path is "/" or "/home" or "/etc" or "/proc" or "/tmp");
        Assert.Equal(PathAccess.ReadAndRun, Assert.Single(rules, static rule => rule.Path == "/more").Access);
    }

    [Fact]
    public void Nothing_is_written_where_it_stays() =>
        Assert.Equal("/dev/null", Assert.Single(Rules(new()), static rule => rule.Access.HasFlag(PathAccess.WriteFile)).Path);

    [Fact]
    public void A_MuJoCo_that_is_named_may_be_read_with_the_headers_beside_it()
    {
        var release = Directory.CreateDirectory(Path.Combine(_folder, "release", "lib")).FullName;
        var real = Path.Combine(release, "libmujoco.so.9.9.9");
        File.WriteAllText(real, "");
        var link = Path.Combine(_folder, "libmujoco.so");
        File.CreateSymbolicLink(link, real);
        var paths = Rules(new() { ["MUJOCO_PATH"] = link }).Select(static rule => rule.Path).ToHashSet();
        Assert.Contains(_folder, paths);
        Assert.Contains(release, paths);
        Assert.Contains(Path.Combine(_folder, "release", "include", "mujoco"), paths);
    }

    [Fact]
    public void A_users_own_MuJoCo_may_be_read_and_the_rest_of_the_home_folder_not()
    {
        var wheel = Directory.CreateDirectory(Path.Combine(_folder, ".local", "lib", "python3.12", "site-packages", "mujoco")).FullName;
        var rules = Rules(new() { ["HOME"] = _folder });
        Assert.Equal(PathAccess.Read, Assert.Single(rules, rule => rule.Path == wheel).Access);
        Assert.Equal(PathAccess.List, Assert.Single(rules, rule => rule.Path == Path.Combine(_folder, ".local", "lib")).Access);
        Assert.Contains(rules, rule => rule.Path == Path.Combine(_folder, ".mujoco"));
        Assert.DoesNotContain(rules, rule => rule.Path == _folder);
    }

    [Fact]
    public void A_gap_is_named_for_what_a_kernel_lacks()
    {
        Assert.Empty(new KernelSupport(1, true).Gaps);
        Assert.Contains("Reading", Assert.Single(new KernelSupport(0, true).Gaps), StringComparison.Ordinal);
        Assert.Equal(6, new KernelSupport(0, false).Gaps.Count);
        Assert.Contains(new KernelSupport(3, false).Gaps, static gap => gap.Contains("TCP", StringComparison.Ordinal));
        Assert.DoesNotContain(new KernelSupport(7, false).Gaps, static gap => gap.Contains("TCP", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IReadOnlyList<PathRule> Rules(Dictionary<string, string> environment) =>
        new ViewerPlaces(environment.GetValueOrDefault).Rules("/opt/viewer/mujoco-viewer", null, ["/models"], ["/more"]);
}
