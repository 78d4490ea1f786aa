using System.Runtime.CompilerServices;
using System.Text;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// Tells a complete binary model of this version from anything else, before MuJoCo reads it: MuJoCo ends the process over one that is too
/// short. The form is a header, the sizes as in mjModel, the options, and the arrays without gaps.
/// </summary>
internal sealed unsafe class BinaryFormat
{
    private const string Refusal = "Not a complete binary model of this version of MuJoCo.";

    private static readonly ConditionalWeakTable<MujocoLibrary, BinaryFormat> Known = [];

    private readonly LayoutTable _table;
    private readonly byte[] _header;
    private readonly int _sizesLength;
    private readonly long _structLength;
    private readonly FieldLayout[] _arrays;

    private BinaryFormat(LayoutTable table, byte[] header)
    {
        _table = table;
        _header = header;
        _sizesLength = SizesLength(table);
        var buffer = table.Model.Get("buffer").Offset;
        // Everything before the buffer is written as it lies in memory, except for the padding between its parts.
        _structLength = table.Model.Fields.Where(field => field.Offset < buffer).Sum(field => (long)(CTypes.SizeOfScalar(field.Type) ?? table.Struct(field.Type).Size));
        _arrays = [.. table.Model.Fields.Where(static field => field.Count is not null)];
    }

    /// <summary>The form that a library writes.</summary>
    internal static BinaryFormat Of(MujocoLibrary library) => Known.GetValue(library, Learn);

    /// <summary>Takes the header from a model that this library itself writes: its length and contents differ between versions.</summary>
    private static BinaryFormat Learn(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Encoding.UTF8.GetString(Canary.Xml));
        var binary = model.ToBinary();
        var sizes = new ReadOnlySpan<byte>(model.View.Start, SizesLength(library.Layout));
        var header = binary.AsSpan().IndexOf(sizes);
        GC.KeepAlive(model);
        return header > 0
            ? new BinaryFormat(library.Layout, binary[..header])
            : throw new InvalidOperationException($"MuJoCo {library.VersionText} writes binary models in a form that is not known.");
    }

    /// <exception cref="ModelLoadException">Anything but a complete binary model of this version.</exception>
    internal void Check(ReadOnlySpan<byte> mjb)
    {
        if (mjb.Length < _header.Length + _sizesLength || !mjb.StartsWith(_header))
            throw new ModelLoadException(Refusal);
        fixed (byte* start = mjb)
        {
            // The sizes stand in the file as at the start of the struct.
            var view = new StructView(_table, _table.Model, start + _header.Length);
            if (!IsComplete(view, mjb.Length - _header.Length))
                throw new ModelLoadException(Refusal);
        }
    }

    private static int SizesLength(LayoutTable table)
    {
        var last = table.Model.Get("nbuffer");
        return last.Offset + CTypes.SizeOfScalar(last.Type)!.Value;
    }

    private bool IsComplete(StructView sizes, long available)
    {
        try
        {
            // Older versions leave unused bytes at the end.
            return LengthWithoutHeader(sizes) <= available;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private long LengthWithoutHeader(StructView sizes)
    {
        var length = _structLength;
        foreach (var array in _arrays)
        {
            var count = sizes.Count(array);
            if (count < 0)
                throw new OverflowException();
            length = checked(length + (count * sizes.ElementSize(array)));
        }

        return length;
    }
}
