namespace MujocoMcp.Bindings.Layout;

/// <summary>The structs and constants of exactly one version of MuJoCo.</summary>
internal sealed class LayoutTable
{
    private readonly Dictionary<string, StructLayout> _structs;
    private readonly Dictionary<string, int> _constants;

    internal LayoutTable(int version, IReadOnlyList<StructLayout> structs, IReadOnlyList<KeyValuePair<string, int>> constants)
    {
        Version = version;
        Structs = structs;
        Constants = constants;
        _structs = structs.ToDictionary(layout => layout.Name, StringComparer.Ordinal);
        _constants = constants.ToDictionary(StringComparer.Ordinal);
        Model = Struct("mjModel");
        Data = Struct("mjData");
    }

    /// <summary>What <c>mj_version()</c> answers: 222 for 2.2.2, 3005000 for 3.5.0.</summary>
    internal int Version { get; }

    internal IReadOnlyList<StructLayout> Structs { get; }

    internal IReadOnlyList<KeyValuePair<string, int>> Constants { get; }

    internal StructLayout Model { get; }

    internal StructLayout Data { get; }

    internal StructLayout Struct(string name) =>
        _structs.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"The layout table has no struct {name}.");

    internal int? FindConstant(string name) => _constants.TryGetValue(name, out var value) ? value : null;

    internal int Constant(string name) =>
        FindConstant(name) ?? throw new KeyNotFoundException($"The layout table has no constant {name}.");
}
