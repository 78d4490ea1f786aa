using System.Globalization;
using System.Text;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;
using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests.Layout;

public sealed class LayoutTableTests
{
    [FactNeeding(Needs.Headers)]
    public void The_built_in_table_equals_the_installed_headers() => AssertEqualsHeaders(Installed.Headers);

    [FactNeeding(Needs.Mujoco350)]
    public void The_built_in_table_of_3_5_0_equals_its_headers() => AssertEqualsHeaders(Mujoco350.Headers);

    [FactNeeding(Needs.Headers | Needs.Compiler)]
    public void The_compiler_agrees_about_every_offset_size_and_constant() => AssertEqualsCompiler(Installed.Headers);

    [FactNeeding(Needs.Mujoco350)]
    public void The_compiler_agrees_about_every_offset_size_and_constant_of_3_5_0() => AssertEqualsCompiler(Mujoco350.Headers);

    [Fact]
    public void Both_built_in_tables_can_be_read_and_written_back()
    {
        foreach (var version in new[] { 222, 3005000 })
        {
            var table = Assert.IsType<LayoutTable>(EmbeddedLayouts.Find(version));
            Assert.Equal(version, table.Version);
            Assert.Equal(Text(table), Text(LayoutText.Read(new StringReader(Text(table)))));
        }
    }

    [Theory]
    [InlineData(223)]
    [InlineData(330)]
    [InlineData(3005001)]
    public void A_neighbouring_version_has_no_table(int version) => Assert.Null(EmbeddedLayouts.Find(version));

    [Theory]
    [InlineData(222, 320, "2.2.2")]
    [InlineData(340, 3005000, "3.4.0")]
    [InlineData(3005000, 3012001, "3.5.0")]
    public void Versions_of_both_forms_sort_by_age(int older, int newer, string olderText)
    {
        Assert.True(MujocoVersion.SortKey(older) < MujocoVersion.SortKey(newer));
        Assert.Equal(olderText, MujocoVersion.ToText(older));
    }

    private static void AssertEqualsHeaders(string headers)
    {
        var parsed = HeaderLayouts.Read(headers);
        var embedded = EmbeddedLayouts.Find(parsed.Version);
        Assert.NotNull(embedded);
        Assert.Equal(Text(parsed), Text(embedded));
    }

    /// <summary>Has the compiler print what the table says, line by line.</summary>
    private static void AssertEqualsCompiler(string headers)
    {
        var table = HeaderLayouts.Read(headers);
        var expected = new List<string>();
        var source = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <mujoco/mujoco.h>\nint main(void) {\n");
        foreach (var layout in table.Structs)
        {
            expected.Add(string.Create(CultureInfo.InvariantCulture, $"{layout.Name} {layout.Size}"));
            source.Append(CultureInfo.InvariantCulture, $"  printf(\"{layout.Name} %zu\\n\", sizeof({layout.Name}));\n");
            foreach (var field in layout.Fields)
            {
                var size = (CTypes.SizeOfScalar(field.Type) ?? table.Struct(field.Type).Size) * field.Length;
                expected.Add(string.Create(CultureInfo.InvariantCulture, $"{layout.Name}.{field.Name} {field.Offset} {size}"));
                source.Append(
                    CultureInfo.InvariantCulture,
                    $"  printf(\"{layout.Name}.{field.Name} %zu %zu\\n\", offsetof({layout.Name}, {field.Name}), sizeof((({layout.Name}*)0)->{field.Name}));\n");
            }
        }

        foreach (var (name, value) in table.Constants)
        {
            expected.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));
            source.Append(CultureInfo.InvariantCulture, $"  printf(\"{name} %d\\n\", (int){name});\n");
        }

        source.Append("  return 0;\n}\n");
        using var program = new CProgram(source.ToString(), Path.GetDirectoryName(headers)!);
        var printed = Run.Program(program.Path, []).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, printed);
        Assert.True(expected.Count > 900, $"Only {expected.Count} facts were compared.");
    }

    private static string Text(LayoutTable table)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        LayoutText.Write(table, writer);
        return writer.ToString();
    }
}
