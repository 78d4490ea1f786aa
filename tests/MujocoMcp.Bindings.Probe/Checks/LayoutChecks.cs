using System.Text;
using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings.Probe.Checks;

internal static class LayoutChecks
{
    // What the API reads or writes directly, outside the arrays that the walk covers.
    private static readonly string[] Scalars =
    [
        "mjModel.nq", "mjModel.nv", "mjModel.nu", "mjModel.na", "mjModel.nbody", "mjModel.njnt", "mjModel.ngeom", "mjModel.nsensordata", "mjModel.nkey",
        "mjModel.nmocap", "mjModel.opt", "mjModel.buffer", "mjModel.nbuffer", "mjData.time", "mjData.energy", "mjData.ncon", "mjData.warning", "mjData.buffer",
        "mjData.nbuffer", "mjData.contact", "mjOption.timestep", "mjOption.gravity", "mjContact.dist", "mjContact.pos", "mjContact.frame", "mjContact.dim",
        "mjContact.geom1", "mjContact.geom2", "mjWarningStat.number", "mjWarningStat.lastinfo",
    ];

    internal static void The_table_fits_the_library(MujocoLibrary library) =>
        Expect.Equal(null, LayoutCheck.FindMismatch(library.Functions, library.Layout), "the mismatch");

    internal static void Every_shifted_array_is_noticed(MujocoLibrary library)
    {
        using var canary = Model.FromXml(library, Encoding.UTF8.GetString(Canary.Xml));
        foreach (var layout in new[] { library.Layout.Model, library.Layout.Data })
        {
            // An array that is empty in the test model lies where its neighbour lies: no mistake about it can show.
            foreach (var field in layout.Fields.Where(field => field.Count is not null && canary.View.Count(field) > 0))
            {
                // To the next pointer: the smallest mistake that a wrong table can make about one array.
                CheckNoticed(library, layout, field, field.Offset + CTypes.PointerSize);
            }
        }
    }

    internal static void Every_shifted_scalar_in_use_is_noticed(MujocoLibrary library)
    {
        foreach (var names in Scalars.Select(name => name.Split('.')))
        {
            var layout = library.Layout.Struct(names[0]);
            var field = layout.Get(names[1]);
            var size = CTypes.SizeOfScalar(field.Type) ?? 8;
            CheckNoticed(library, layout, field, field.Offset >= size ? field.Offset - size : field.Offset + size);
        }
    }

    internal static void The_table_of_another_version_is_noticed(MujocoLibrary library)
    {
        foreach (var text in EmbeddedLayouts.Versions.Where(text => text != library.VersionText))
        {
            var number = text == "2.2.2" ? 222 : 3005000;
            var other = EmbeddedLayouts.Find(number) ?? throw new CheckFailedException($"No table of {text}.");
            // As if the other version's table bore this version's number.
            var disguised = new LayoutTable(library.Version, other.Structs, other.Constants);
            CheckFailedException.Unless(LayoutCheck.FindMismatch(library.Functions, other) is not null, "Another version's table passes.");
            CheckFailedException.Unless(LayoutCheck.FindMismatch(library.Functions, disguised) is not null, "Another version's table passes in disguise.");
        }
    }

    private static void CheckNoticed(MujocoLibrary library, StructLayout layout, FieldLayout field, int offset)
    {
        var fields = layout.Fields.Select(original => original == field ? field with { Offset = offset } : original).ToList();
        var shifted = new StructLayout(layout.Name, layout.Size, fields);
        var structs = library.Layout.Structs.Select(original => original == layout ? shifted : original).ToList();
        var table = new LayoutTable(library.Version, structs, library.Layout.Constants);
        CheckFailedException.Unless(
            LayoutCheck.FindMismatch(library.Functions, table) is not null,
            $"{layout.Name}.{field.Name} at {offset} instead of {field.Offset} goes unnoticed.");
    }
}
