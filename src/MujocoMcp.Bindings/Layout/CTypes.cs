namespace MujocoMcp.Bindings.Layout;

/// <summary>Sizes of the C types that MuJoCo's structs are made of, on the 64-bit ABIs of Linux and macOS.</summary>
internal static class CTypes
{
    internal static int? SizeOfScalar(string type) => type switch
    {
        _ when type.EndsWith('*') => 8,
        "char" or "mjtByte" or "unsigned char" => 1,
        "int" or "float" or "unsigned int" => 4,
        "mjtNum" or "double" or "mjtSize" or "size_t" or "uintptr_t" or "uint64_t" or "int64_t" => 8,
        _ => null,
    };

    internal static int SizeOf(string type, LayoutTable table) => SizeOfScalar(type) ?? table.Struct(type).Size;
}
