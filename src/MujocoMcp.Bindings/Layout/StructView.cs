using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings.Layout;

/// <summary>Reads and finds the fields of a native struct by name. For construction time: hot paths keep what they find.</summary>
internal readonly unsafe struct StructView(LayoutTable table, StructLayout layout, byte* start)
{
    internal byte* Start => start;

    /// <summary>Sizes are <c>int</c> in some versions and 64 bits wide in others.</summary>
    internal long Integer(string name)
    {
        var field = layout.Get(name);
        return field.Type switch
        {
            "i32" => *(int*)(start + field.Offset),
            "i64" or "u64" => *(long*)(start + field.Offset),
            _ => throw new InvalidOperationException($"{layout.Name}.{name} is {field.Type}, not an integer."),
        };
    }

    internal T* Address<T>(string name)
        where T : unmanaged => (T*)(start + layout.Offset(name));

    /// <summary>A field of the options inside mjModel.</summary>
    internal T* Option<T>(string name)
        where T : unmanaged => (T*)(start + layout.Offset("opt") + table.Struct("mjOption").Offset(name));

    internal byte* Pointer(FieldLayout field) => *(byte**)(start + field.Offset);

    /// <summary>The array that a pointer field names; its length follows from the model's sizes.</summary>
    internal NativeArray<T> Array<T>(string name, StructView sizes)
        where T : unmanaged => Array<T>(layout.Get(name), sizes);

    /// <summary>As <see cref="Array{T}(string, StructView)"/>, missing where this version has no such field.</summary>
    internal NativeArray<T> OptionalArray<T>(string name, StructView sizes)
        where T : unmanaged => layout.Find(name) is { } field ? Array<T>(field, sizes) : default;

    /// <summary>The length of an array, of this or another struct, by the sizes in this one.</summary>
    internal long Count(FieldLayout array)
    {
        var (count, names) = array.Factors;
        foreach (var name in names)
            count = checked(count * Integer(name));
        return count;
    }

    internal long ElementSize(FieldLayout field)
    {
        var type = field.Type[..^1];
        return CTypes.SizeOfScalar(type) ?? table.Struct(type).Size;
    }

    private NativeArray<T> Array<T>(FieldLayout field, StructView sizes)
        where T : unmanaged
    {
        // A field that changed its type would otherwise be read in the wrong stride.
        if (ElementSize(field) != sizeof(T))
            throw new InvalidOperationException($"{layout.Name}.{field.Name} is {field.Type}; elements of {sizeof(T)} bytes were asked for.");
        return new((T*)Pointer(field), checked((int)sizes.Count(field)));
    }
}
