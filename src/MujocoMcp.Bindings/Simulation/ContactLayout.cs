using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings;

/// <summary>Reads entries of mjData's contact list.</summary>
internal sealed unsafe class ContactLayout(LayoutTable table)
{
    private readonly int _size = table.Struct("mjContact").Size;
    private readonly int _distance = table.Struct("mjContact").Offset("dist");
    private readonly int _position = table.Struct("mjContact").Offset("pos");
    private readonly int _frame = table.Struct("mjContact").Offset("frame");
    private readonly int _dimension = table.Struct("mjContact").Offset("dim");
    private readonly int _geom1 = table.Struct("mjContact").Offset("geom1");
    private readonly int _geom2 = table.Struct("mjContact").Offset("geom2");
    private readonly int _constraint = table.Struct("mjContact").Offset("efc_address");

    internal Contact Read(byte* contacts, int index)
    {
        var contact = contacts + ((nint)index * _size);
        var position = (double*)(contact + _position);
        return new Contact(
            *(int*)(contact + _geom1),
            *(int*)(contact + _geom2),
            *(double*)(contact + _distance),
            *(int*)(contact + _dimension),
            position[0],
            position[1],
            position[2],
            *(int*)(contact + _constraint));
    }

    internal ReadOnlySpan<double> Frame(byte* contacts, int index) => new(contacts + ((nint)index * _size) + _frame, 9);
}
