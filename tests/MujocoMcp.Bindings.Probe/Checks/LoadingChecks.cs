using System.Text;

namespace MujocoMcp.Bindings.Probe.Checks;

internal static class LoadingChecks
{
    internal static void A_binary_model_gives_the_same_physics(MujocoLibrary library)
    {
        foreach (var (name, xml) in Scenes.All(library))
        {
            using var model = Model.FromXml(library, xml);
            var binary = model.ToBinary();
            using var loaded = Model.FromBinary(library, binary);
            CheckFailedException.Unless(loaded.ToBinary().AsSpan().SequenceEqual(binary), $"{name} changes on its way through a binary.");
            using var data = new Data(model);
            using var same = new Data(loaded);
            CheckFailedException.Unless(
                Recording.Record(same, 0, 100).AsSpan().SequenceEqual(Recording.Record(data, 0, 100)), $"{name} moves differently from its binary.");
        }
    }

    internal static void A_mesh_is_found_with_and_without_a_mesh_folder(MujocoLibrary library)
    {
        foreach (var folder in new[] { "", "meshdir='meshes'", "meshdir='meshes/'" })
        {
            foreach (var (file, asset) in new[] { ("x.stl", "x.stl"), ("parts/x.stl", "parts/x.stl"), ("x.stl", "meshes/x.stl") })
            {
                using var model = Model.FromXml(library, MeshXml(folder, file), Assets((asset, Scenes.Tetrahedron(1))));
                Expect.Equal(1, model.Nmesh, $"nmesh with <compiler {folder}>, file='{file}', asset '{asset}'");
            }
        }
    }

    internal static void An_include_is_found_among_the_assets(MujocoLibrary library)
    {
        const string Xml = "<mujoco><include file='part.xml'/><worldbody><geom size='1'/></worldbody></mujoco>";
        var part = Encoding.UTF8.GetBytes("<mujoco><worldbody><body name='included'><freejoint/><geom size='0.1'/></body></worldbody></mujoco>");
        using var model = Model.FromXml(library, Xml, Assets(("part.xml", part)));
        Expect.Equal(1, model.IdOf(ObjectType.Body, "included"), "the included body");
        // The model's own name in the virtual file system must give way.
        const string Awkward = "<mujoco><include file='model.xml'/></mujoco>";
        using var second = Model.FromXml(library, Awkward, Assets(("model.xml", part)));
        Expect.Equal(1, second.IdOf(ObjectType.Body, "included"), "the body included from model.xml");
    }

    internal static void A_replaced_asset_is_read_anew(MujocoLibrary library)
    {
        var xml = MeshXml("", "x.stl");
        using var small = Model.FromXml(library, xml, Assets(("x.stl", Scenes.Tetrahedron(1))));
        using var large = Model.FromXml(library, xml, Assets(("x.stl", Scenes.Tetrahedron(2))));
        Expect.Near(8, large.BodyMass[1] / small.BodyMass[1], 1e-3, "the ratio of the masses");
    }

    internal static void A_missing_mesh_is_named(MujocoLibrary library)
    {
        var refusal = Expect.Throws<ModelLoadException>(() => Model.FromXml(library, MeshXml("", "nowhere.stl")).Dispose());
        Expect.Contains("nowhere.stl", refusal.Message);
        Expect.Contains("empty", Expect.Throws<ModelLoadException>(
            () => Model.FromXml(library, MeshXml("", "x.stl"), Assets(("x.stl", []))).Dispose()).Message);
    }

    internal static void Broken_xml_is_refused_with_its_line(MujocoLibrary library)
    {
        var refusal = Expect.Throws<ModelLoadException>(
            () => Model.FromXml(library, "<mujoco>\n  <worldbody>\n    <geom size='1'>\n  </worldbody>\n</mujoco>").Dispose());
        CheckFailedException.Unless(refusal.Line is 3 or 4, $"The line is {refusal.Line} in '{refusal.Message}'.");
        Expect.Throws<ModelLoadException>(() => Model.FromXml(library, "this is no XML").Dispose());
        Expect.Throws<ModelLoadException>(() => Model.FromXml(library, "<other/>").Dispose());
    }

    internal static void An_unknown_element_is_refused_with_its_line(MujocoLibrary library)
    {
        var refusal = Expect.Throws<ModelLoadException>(
            () => Model.FromXml(library, "<mujoco>\n  <worldbody>\n    <geom size='1' colour='red'/>\n  </worldbody>\n</mujoco>").Dispose());
        Expect.Equal(3, refusal.Line, "the line");
        Expect.Contains("colour", refusal.Message);
    }

    internal static void Empty_input_is_refused(MujocoLibrary library)
    {
        Expect.Throws<ModelLoadException>(() => Model.FromXml(library, "").Dispose());
        Expect.Throws<ModelLoadException>(() => Model.FromXml(library, " \n ").Dispose());
        Expect.Throws<ModelLoadException>(() => Model.FromBinary(library, []).Dispose());
        Expect.Throws<ModelLoadException>(() => Model.FromFile(library, "/nonexistent/model.xml").Dispose());
    }

    internal static void Bytes_that_are_no_model_are_refused(MujocoLibrary library)
    {
        Expect.Throws<ModelLoadException>(() => Model.FromBinary(library, new byte[1000]).Dispose());
        Expect.Throws<ModelLoadException>(() => Model.FromBinary(library, "short"u8).Dispose());
        Expect.Equal(0, MujocoLibrary.DrainWarnings().Count, "warnings left behind by refused models");
    }

    private static string MeshXml(string compiler, string file) =>
        $"<mujoco><compiler {compiler}/><asset><mesh name='m' file='{file}'/></asset>"
        + "<worldbody><body><freejoint/><geom type='mesh' mesh='m'/></body></worldbody></mujoco>";

    private static Dictionary<string, ReadOnlyMemory<byte>> Assets(params ReadOnlySpan<(string Name, byte[] Content)> assets)
    {
        var byName = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, content) in assets)
            byName.Add(name, content);
        return byName;
    }
}
