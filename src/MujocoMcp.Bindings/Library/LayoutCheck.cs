using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// Compares a layout table with what the library really keeps in memory, by a small model whose contents are known. Reads only what has
/// been shown to lie inside MuJoCo's own allocations, so that a wrong table is an answer and not a crash.
/// </summary>
internal static unsafe class LayoutCheck
{
    // MuJoCo starts each array of a buffer at a multiple of 64.
    private const int LargestGap = 63;

    /// <summary>What disagrees, in words; null when nothing does.</summary>
    internal static string? FindMismatch(NativeFunctions functions, LayoutTable table)
    {
        var warnings = Warnings.PendingCount;
        try
        {
            return Compare(functions, table);
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException or KeyNotFoundException or InvalidOperationException)
        {
            // Sizes out of range, fields missing or of another type: all are the table's fault.
            return exception.Message;
        }
        finally
        {
            // The canary provokes one on purpose.
            Warnings.TakeSince(warnings);
        }
    }

    private static string? Compare(NativeFunctions functions, LayoutTable table)
    {
        if (functions.Version() != table.Version)
            return $"the table is of {MujocoVersion.ToText(table.Version)}, the library of {MujocoVersion.ToText(functions.Version())}";
        using var handle = LoadCanary(functions, table);
        var model = new StructView(table, table.Model, handle.Pointer);
        if (FindSizeMismatch(table.Model, handle.Pointer) is { } modelSize)
            return modelSize;
        if (FindGap(table.Model, model, model) is { } modelGap)
            return modelGap;
        if (Canary.FindDifference(model) is { } modelDifference)
            return modelDifference;

        using var dataHandle = new DataHandle(functions, handle);
        var data = new StructView(table, table.Data, dataHandle.Pointer);
        if (FindSizeMismatch(table.Data, dataHandle.Pointer) is { } dataSize)
            return dataSize;
        if (FindGap(table.Data, data, model) is { } dataGap)
            return dataGap;
        return Canary.FindDifference(functions, table, model, data);
    }

    private static ModelHandle LoadCanary(NativeFunctions functions, LayoutTable table)
    {
        using var files = new VirtualFiles(functions, table);
        files.Add(Canary.FileName, Canary.Xml);
        var error = stackalloc byte[1000];
        fixed (byte* name = Utf8.Terminated(Canary.FileName))
        {
            var model = functions.LoadXml(name, files.Pointer, error, 1000);
            return model is not null
                ? new ModelHandle(functions, model)
                : throw new InvalidDataException($"the test model does not load: {System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)error)}");
        }
    }

    private static string? FindSizeMismatch(StructLayout layout, byte* start)
    {
        var allocated = (long)ProcessSymbols.UsableSize(start);
        // The allocator rounds up, and MuJoCo asks for whole multiples of 64.
        return allocated < layout.Size || allocated > layout.Size + 256
            ? $"{layout.Name} should take {layout.Size} bytes and takes about {allocated}"
            : null;
    }

    /// <summary>
    /// Walks the arrays of a main buffer in order: each starts right behind the one before, and the last ends where the buffer does. Follows
    /// no pointer, since until the walk has ended none is known to be one.
    /// </summary>
    private static string? FindGap(StructLayout layout, StructView view, StructView model)
    {
        var buffer = view.Pointer(layout.Get("buffer"));
        var length = view.Integer("nbuffer");
        if (buffer is null || length is <= 0 or > int.MaxValue)
            return $"{layout.Name}.nbuffer is {length}";
        var end = buffer;
        foreach (var field in layout.Fields.Where(field => field.Count is not null))
        {
            var start = view.Pointer(field);
            var count = model.Count(field);
            if (count < 0 || start < end || start > end + LargestGap)
                return $"{layout.Name}.{field.Name} is not where its neighbours leave room for it";
            var size = checked(count * view.ElementSize(field));
            if (size > buffer + length - start)
                return $"{layout.Name}.{field.Name} reaches past the end of the buffer";
            end = start + size;
        }

        return buffer + length - end > LargestGap ? $"{layout.Name}.buffer has room for more than the table names" : null;
    }
}
