namespace MujocoMcp.Bindings.Layout;

/// <summary>One field of a C struct.</summary>
/// <param name="Name">Its name; members of an anonymous inner struct are <c>outer.inner</c>.</param>
/// <param name="Type">Its element's C type, with <c>*</c> for a pointer.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Length">Elements of a C array; 1 for a scalar.</param>
/// <param name="Count">
/// For a pointer into a struct's main buffer: the number of elements as a product of sizes and numbers, such as <c>nkey*nmocap*3</c>.
/// </param>
internal sealed record FieldLayout(string Name, string Type, int Offset, int Length = 1, string? Count = null);
