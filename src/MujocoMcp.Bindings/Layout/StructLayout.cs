namespace MujocoMcp.Bindings.Layout;

/// <summary>A C struct as one version of MuJoCo was compiled: its size and its fields in order.</summary>
internal sealed class StructLayout
{
    private readonly Dictionary<string, FieldLayout> _byName;

    internal StructLayout(string name, int size, IReadOnlyList<FieldLayout> fields)
    {
        Name = name;
        Size = size;
        Fields = fields;
        _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    internal string Name { get; }

    internal int Size { get; }

    internal IReadOnlyList<FieldLayout> Fields { get; }

    internal FieldLayout? Find(string field) => _byName.GetValueOrDefault(field);

    internal FieldLayout Get(string field) =>
        Find(field) ?? throw new KeyNotFoundException($"The layout table has no field {Name}.{field}.");

    internal int Offset(string field) => Get(field).Offset;
}
