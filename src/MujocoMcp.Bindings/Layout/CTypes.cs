namespace MujocoMcp.Bindings.Layout;

/// <summary>
/// The scalar types of a layout table. Named by kind and width, not as in C, since MuJoCo's own names change their meaning
/// (a size was an <c>int</c> and became 64 bits wide).
/// </summary>
internal static class CTypes
{
    internal const int PointerSize = 8;

    internal static bool IsPointer(string type) => type.EndsWith('*');

    /// <summary>Size and alignment in bytes on the 64-bit ABIs of Linux and macOS; null for a struct.</summary>
    internal static int? SizeOfScalar(string type) => type switch
    {
        "i8" or "u8" => 1,
        "i16" or "u16" => 2,
        "i32" or "u32" or "f32" => 4,
        "i64" or "u64" or "f64" => 8,
        _ when IsPointer(type) => PointerSize,
        _ => null,
    };

    /// <summary>The scalar that a C type name means; null for a name that C itself does not define.</summary>
    internal static string? ScalarOf(string name) => name switch
    {
        "void" => "void",
        "char" or "signed char" or "int8_t" => "i8",
        "unsigned char" or "uint8_t" or "bool" or "_Bool" => "u8",
        "short" or "int16_t" => "i16",
        "unsigned short" or "uint16_t" => "u16",
        "int" or "signed" or "int32_t" => "i32",
        "unsigned" or "unsigned int" or "uint32_t" => "u32",
        "long" or "long long" or "int64_t" or "ptrdiff_t" or "intptr_t" => "i64",
        "unsigned long" or "unsigned long long" or "uint64_t" or "size_t" or "uintptr_t" => "u64",
        "float" => "f32",
        "double" => "f64",
        _ => null,
    };
}
