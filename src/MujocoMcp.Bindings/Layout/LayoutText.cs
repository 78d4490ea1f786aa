using System.Globalization;

namespace MujocoMcp.Bindings.Layout;

/// <summary>
/// The text form of a layout table. One line an item: <c>version N</c>, <c>struct NAME SIZE</c>, its fields as
/// <c>OFFSET TYPE NAME [LENGTH] [=COUNT]</c>, and <c>constant NAME VALUE</c>.
/// </summary>
internal static class LayoutText
{
    internal static void Write(LayoutTable table, TextWriter writer)
    {
        writer.Write(Line($"version {table.Version}"));
        foreach (var layout in table.Structs)
        {
            writer.Write(Line($"struct {layout.Name} {layout.Size}"));
            foreach (var field in layout.Fields)
            {
                var length = field.Length == 1 ? "" : Invariant($" {field.Length}");
                var count = field.Count is null ? "" : $" ={field.Count}";
                writer.Write(Line($"{field.Offset} {field.Type} {field.Name}{length}{count}"));
            }
        }

        foreach (var (name, value) in table.Constants)
            writer.Write(Line($"constant {name} {value}"));
    }

    /// <exception cref="FormatException">Not a layout table.</exception>
    internal static LayoutTable Read(TextReader reader)
    {
        var version = 0;
        var structs = new List<StructLayout>();
        var constants = new List<KeyValuePair<string, int>>();
        (string Name, int Size, List<FieldLayout> Fields)? open = null;
        while (reader.ReadLine() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["version", var number]:
                    version = Number(number);
                    break;
                case ["struct", var name, var size]:
                    Close();
                    open = (name, Number(size), []);
                    break;
                case ["constant", var name, var value]:
                    constants.Add(KeyValuePair.Create(name, Number(value)));
                    break;
                case [var offset, var type, var name, .. var rest] when open is not null:
                    open.Value.Fields.Add(Field(Number(offset), type, name, rest));
                    break;
                default:
                    throw new FormatException($"A layout table has no line such as '{line}'.");
            }
        }

        Close();
        return new LayoutTable(version, structs, constants);

        void Close()
        {
            if (open is { } done)
                structs.Add(new StructLayout(done.Name, done.Size, done.Fields));
        }
    }

    private static FieldLayout Field(int offset, string type, string name, string[] rest)
    {
        var length = 1;
        string? count = null;
        foreach (var item in rest)
        {
            if (item.StartsWith('='))
                count = item[1..];
            else
                length = Number(item);
        }

        return new FieldLayout(name, type, offset, length, count);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => Invariant(text) + "\n";
}
