using System.Text;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Loading;

public sealed class LoadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("viewer-loading-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_load_says_what_the_model_has()
    {
        using var bench = new Bench();
        var model = bench.Load(new() { Sequence = 1, ModelId = "main", Source = new(Models.Pendulum, []), Keyframe = "raised" });
        Assert.Equal((2, 0L), (model.Clock.Time, model.Clock.Step));
        Assert.Matches("^[0-9a-f]{32}$", model.ModelDigest);
        Assert.Matches("^[0-9a-f]{32}$", model.Digest);
        Assert.Equal(new NamedElement(0, "raised"), Assert.Single(model.Model!.Keyframes));
        Assert.Equal(("hinge", "hinge", 0, 0), Assert.Single(model.Model.Joints) is var joint ? (joint.Name, joint.Type, joint.Qposadr, joint.Dofadr) : default);
        Assert.Null(model.Model.Joints[0].Range);
        Assert.Equal([-1, 1], model.Model.Actuators[0].Ctrlrange!);
        Assert.Equal((null, null), (model.Model.Actuators[1].Name, model.Model.Actuators[1].Ctrlrange));
        Assert.Equal(["jointpos", "framepos"], model.Model.Sensors.Select(sensor => sensor.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("garbage")]
    [InlineData("<mujoco>")]
    [InlineData("<html><body/></html>")]
    [InlineData("<mujoco><worldbody><body><geom size='0.1'/><joint type='hinge'/><joint type='free'/></body></worldbody></mujoco>")]
    [InlineData("<mujoco><worldbody><body><freejoint/></body></worldbody></mujoco>")]
    [InlineData("<mujoco><actuator><motor joint='nobody'/></actuator></mujoco>")]
    [InlineData("\u0001\u0002")]
    public void What_is_no_model_is_refused_and_the_earlier_one_stays(string xml)
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Step(10);
        var before = bench.Bits();
        var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Source = new(xml, []) }).Failure;
        Assert.Equal(ErrorCode.ModelInvalid, failure!.Code);
        Assert.NotEmpty(failure.Message);
        Assert.NotEmpty(failure.Suggestions);
        Assert.Equal(before, bench.Bits());
        Assert.Equal(10, bench.Model().Step);
    }

    [Fact]
    public void A_mistake_is_told_with_its_line()
    {
        using var bench = new Bench();
        var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Source = new("<mujoco>\n<worldbody>\n<bodi/>\n</worldbody></mujoco>", []) }).Failure!;
        Assert.Equal(3, failure.Details.Line);
        Assert.Contains("bodi", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_keyframe_refuses_the_load()
    {
        using var bench = Bench.With(Models.Floating);
        var digest = bench.Model().Digest;
        var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Source = new(Models.Pendulum, []), Keyframe = "risen" }).Failure!;
        Assert.Equal((ErrorCode.UnknownName, "keyframe"), (failure.Code, failure.Details.Argument));
        Assert.Equal(digest, bench.Model().Digest);
    }

    [Fact]
    public void A_path_gives_the_closure_and_the_closure_gives_the_same_model()
    {
        Write("main.xml", """
            <mujoco><compiler meshdir="meshes"/><include file="parts/ground.xml"/><asset><mesh file="tetra.stl"/></asset>
            <worldbody><body><freejoint/><geom type="mesh" mesh="tetra"/></body></worldbody></mujoco>
            """);
        Write("parts/ground.xml", "<mujoco><!-- ---- --><worldbody><geom name=\"ground\" type=\"plane\" size=\"1 1 1\"/></worldbody></mujoco>");
        File.WriteAllBytes(Place("meshes/tetra.stl"), Tetrahedron());
        using var bench = new Bench();
        var loaded = bench.Load(new() { Sequence = 1, ModelId = "main", Path = Place("main.xml"), Roots = [_folder] });
        Assert.Null(loaded.Failure);
        Assert.Equal(["parts/ground.xml", "tetra.stl"], loaded.Source!.Files.Select(file => file.Name));

        var again = bench.Load(new() { Sequence = 2, ModelId = "main", Source = loaded.Source });
        Assert.Null(again.Failure);
        Assert.Equal(loaded.ModelDigest, again.ModelDigest);
        Assert.Equal(loaded.Digest, bench.Load(new() { Sequence = 3, ModelId = "main", Path = "main.xml", Roots = ["/nowhere", _folder] }).Digest);
    }

    [Fact]
    public void A_urdf_is_known_by_its_root_element()
    {
        const string Urdf = "<robot name=\"r\"><link name=\"base\"><inertial><mass value=\"1\"/><inertia ixx=\"1\" iyy=\"1\" izz=\"1\" ixy=\"0\" ixz=\"0\" iyz=\"0\"/></inertial></link>"
            + "<link name=\"tip\"><inertial><mass value=\"1\"/><inertia ixx=\"1\" iyy=\"1\" izz=\"1\" ixy=\"0\" ixz=\"0\" iyz=\"0\"/></inertial>"
            + "<collision><geometry><mesh filename=\"package://x/tetra.stl\"/></geometry></collision></link>"
            + "<joint name=\"turn\" type=\"continuous\"><parent link=\"base\"/><child link=\"tip\"/><axis xyz=\"0 0 1\"/></joint></robot>";
        Write("robot.urdf", Urdf);
        File.WriteAllBytes(Place("tetra.stl"), Tetrahedron());
        using var bench = new Bench();
        foreach (var request in new[]
        {
            new LoadRequest { Sequence = 1, ModelId = "main", Path = Place("robot.urdf"), Roots = [_folder] },
            new LoadRequest { Sequence = 2, ModelId = "main", Source = new(Urdf, [new("package://x/tetra.stl", Tetrahedron())]) },
        })
        {
            var loaded = bench.Load(request);
            Assert.Null(loaded.Failure);
            Assert.Equal("turn", Assert.Single(loaded.Model!.Joints).Name);
            // Whoever sent the source has it.
            Assert.Equal(request.Source is null ? ["package://x/tetra.stl"] : null, loaded.Source?.Files.Select(static file => file.Name));
        }
    }

    [Fact]
    public void An_asset_that_is_missing_is_named()
    {
        using var bench = new Bench();
        var source = new ModelSource("<mujoco>\n<asset><mesh file=\"tetra.stl\"/></asset></mujoco>", [new("tetrа.stl", Tetrahedron()), new("tetra.obj", [1])]);
        var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Source = source }).Failure!;
        Assert.Equal(ErrorCode.ModelInvalid, failure.Code);
        Assert.Equal(("tetra.stl", 2), (failure.Details.Value, failure.Details.Line));
        Write("main.xml", source.Xml);
        failure = bench.Load(new() { Sequence = 1, ModelId = "main", Path = Place("main.xml"), Roots = [_folder] }).Failure!;
        Assert.Equal(ErrorCode.ModelInvalid, failure.Code);
        Assert.Contains("tetra.stl", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<mujoco><asset><mesh file=\"{0}\"/></asset></mujoco>")]
    [InlineData("<mujoco><asset><texture type=\"cube\" fileright=\"{0}\"/></asset></mujoco>")]
    [InlineData("<mujoco><asset><hfield name=\"h\" size=\"1 1 1 1\" file='{0}'/></asset></mujoco>")]
    [InlineData("<mujoco><include\vfile=\"{0}\"/></mujoco>")]
    [InlineData("<mujoco><include\f file\v=\f'{0}'/></mujoco>")]
    [InlineData("<mujoco><include\nfile = \"{0}\"/></mujoco>")]
    [InlineData("<mujoco><!-- -- > --><compiler meshdir=\"/\"/><asset><mesh name=\"m\" file=\"{0}\"/></asset></mujoco>")]
    public void What_lies_outside_the_roots_is_forbidden_whether_it_exists_or_not(string xml)
    {
        var outside = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName, "secret.stl");
        File.WriteAllBytes(outside, Tetrahedron());
        var root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        using var bench = new Bench();
        foreach (var name in new[] { outside, outside + ".not", "../outside/secret.stl", "&#46;./outside/secret.stl" })
        {
            if (xml.Contains("meshdir", StringComparison.Ordinal) && !name.StartsWith('/'))
                continue;
            Write("root/main.xml", string.Format(System.Globalization.CultureInfo.InvariantCulture, xml, name));
            var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Path = Path.Combine(root, "main.xml"), Roots = [root] }).Failure!;
            Assert.Equal(ErrorCode.Forbidden, failure.Code);
        }
    }

    [Fact]
    public void A_link_out_of_the_roots_a_device_and_a_pipe_are_forbidden()
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        Write("elsewhere.xml", Models.Pendulum);
        File.CreateSymbolicLink(Path.Combine(root, "link.xml"), Path.Combine(_folder, "elsewhere.xml"));
        File.CreateSymbolicLink(Path.Combine(root, "way"), _folder);
        File.CreateSymbolicLink(Path.Combine(root, "zero.stl"), "/dev/zero");
        System.Diagnostics.Process.Start("mkfifo", Path.Combine(root, "fifo.stl")).WaitForExit();
        Write("root/zero.xml", "<mujoco><asset><mesh file=\"zero.stl\"/></asset></mujoco>");
        Write("root/fifo.xml", "<mujoco><asset><mesh file=\"fifo.stl\"/></asset></mujoco>");
        using var bench = new Bench();
        foreach (var name in new[] { "link.xml", "way/elsewhere.xml", "zero.xml", "fifo.xml", "../elsewhere.xml", _folder + "/elsewhere.xml", "/etc/passwd" })
        {
            var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Path = name, Roots = [root] }).Failure!;
            Assert.Equal((name, ErrorCode.Forbidden), (name, failure.Code));
        }

        Write("root/inside.xml", Models.Pendulum);
        File.CreateSymbolicLink(Path.Combine(root, "good.xml"), Path.Combine(root, "inside.xml"));
        Assert.Null(bench.Load(new() { Sequence = 1, ModelId = "main", Path = "good.xml", Roots = [root] }).Failure);
        var missing = bench.Load(new() { Sequence = 1, ModelId = "main", Path = "insde.xml", Roots = [root] }).Failure!;
        Assert.Equal((ErrorCode.InvalidArgument, "inside.xml"), (missing.Code, missing.Details.Close![0]));
        Assert.Equal(ErrorCode.Forbidden, bench.Load(new() { Sequence = 1, ModelId = "main", Path = Path.Combine(root, "good.xml") }).Failure!.Code);
    }

    [Theory]
    [InlineData("a.stl", "a.stl")]
    [InlineData("", "b.stl")]
    [InlineData("a\0.stl", "b.stl")]
    [InlineData("x/a.stl", "y/a.stl")]
    public void Assets_that_cannot_be_told_apart_are_refused(string first, string second)
    {
        using var bench = new Bench();
        var source = new ModelSource("<mujoco/>", [new(first, Tetrahedron()), new(second, [1, 2, 3])]);
        var failure = bench.Load(new() { Sequence = 1, ModelId = "main", Source = source }).Failure;
        if (failure is null)
            Assert.True(first.StartsWith('x') && bench.Library.Version >= 313);
        else
            Assert.Contains(failure.Code, new[] { ErrorCode.InvalidArgument, ErrorCode.ModelInvalid });
    }

    [Theory]
    [InlineData("<mujoco><compiler meshdir=\"&#0;\"/><asset><mesh file=\"&#0;\"/><mesh file=\"a&#0;.stl\"/></asset></mujoco>")]
    [InlineData("<mujoco><asset><mesh file=\"")]
    [InlineData("<mujoco><include file=\"main.xml\"/></mujoco>")]
    [InlineData("<mujoco><include file=\".\"/></mujoco>")]
    [InlineData("< <mujoco a= b <!-- <mesh file='x'")]
    [InlineData("<")]
    public void Odd_references_on_disk_are_an_answer(string xml)
    {
        Write("main.xml", xml);
        using var bench = new Bench();
        Assert.NotNull(bench.Load(new() { Sequence = 1, ModelId = "main", Path = "main.xml", Roots = [_folder] }).Failure);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("a.xml", "")]
    [InlineData("a.txt", "")]
    [InlineData("a.XML", "\u00FF\u00FE")]
    [InlineData("a.xml", "\u00FE\u00FF")]
    public void A_source_reads_nothing_from_the_disk(string? asset, string mark)
    {
        using var bench = new Bench();
        Write("ground.xml", "<mujoco><worldbody><geom type='plane' size='1 1 1'/></worldbody></mujoco>");
        var reaching = $"<mujoco><include file=\"{Place("ground.xml")}\"/></mujoco>";
        var source = asset is null
            ? new ModelSource(reaching, [])
            : new ModelSource($"<mujoco><include file=\"{asset}\"/></mujoco>", [new(asset, [.. mark.Select(static c => (byte)c), .. Encoding.UTF8.GetBytes(reaching)])]);
        Assert.Equal(ErrorCode.ModelInvalid, bench.Load(new() { Sequence = 1, ModelId = "main", Source = source }).Failure!.Code);
    }

    [Fact]
    public void A_binary_that_is_none_and_a_request_without_or_with_two_models_are_refused()
    {
        using var bench = new Bench();
        Assert.Equal(ErrorCode.ModelInvalid, bench.Load(new() { Sequence = 1, ModelId = "main", Binary = [] }).Failure!.Code);
        Assert.Equal(ErrorCode.ModelInvalid, bench.Load(new() { Sequence = 1, ModelId = "main", Binary = new byte[100] }).Failure!.Code);
        Assert.Equal(ErrorCode.ModelInvalid, bench.Load(new() { Sequence = 1, ModelId = "main", Binary = [.. Enumerable.Repeat((byte)0xFF, 100)] }).Failure!.Code);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Load(new() { Sequence = 1, ModelId = "main" }).Failure!.Code);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Load(new() { Sequence = 1, ModelId = "main", Path = "x", Source = new("", []) }).Failure!.Code);
    }

    public static TheoryData<string> SampleModels => [.. Directory.EnumerateFiles(Models.Samples, "*.xml", SearchOption.AllDirectories).Where(Loads)];

    [Theory]
    [MemberData(nameof(SampleModels))]
    public void Every_sample_loads_by_path_by_source_and_by_binary_alike(string path)
    {
        using var bench = new Bench();
        var byPath = bench.Load(new() { Sequence = 1, ModelId = "main", Path = path, Roots = [Models.Samples] });
        Assert.Null(byPath.Failure);
        var bySource = bench.Load(new() { Sequence = 2, ModelId = "main", Source = byPath.Source });
        Assert.Null(bySource.Failure);
        Assert.Equal(byPath.ModelDigest, bySource.ModelDigest);
        Assert.Equal(byPath.Digest, bench.Load(new() { Sequence = 3, ModelId = "main", Binary = byPath.Binary }).Digest);
        Assert.Null(bench.Step(2, "sensors", "bodies", "sites", "energy").Failure);
    }

    // Parts that others include are no models by themselves; the heaviest take seconds to compile and show nothing more.
    private static bool Loads(string path) =>
        File.ReadAllText(path).Contains("<worldbody", StringComparison.Ordinal) && Path.GetFileName(path) is not ("22_humanoids.xml" or "particle.xml");

    private static byte[] Tetrahedron()
    {
        float[][] corners = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]];
        int[][] faces = [[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]];
        using var stl = new MemoryStream();
        using var writer = new BinaryWriter(stl);
        writer.Write(new byte[80]);
        writer.Write(faces.Length);
        foreach (var face in faces)
        {
            writer.Write(new byte[12]);
            foreach (var coordinate in face.SelectMany(corner => corners[corner]))
                writer.Write(coordinate);
            writer.Write((short)0);
        }

        return stl.ToArray();
    }

    private string Place(string name)
    {
        var place = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    private void Write(string name, string text) => File.WriteAllText(Place(name), text);
}
