using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings;

/// <summary>The warning statistics inside mjData, found by name: MuJoCo renumbers its warnings between versions.</summary>
internal sealed unsafe class WarningCounts
{
    private readonly byte* _first;
    private readonly int _entrySize;
    private readonly int _number;
    private readonly int _lastInfo;
    private readonly int _count;
    private readonly int[] _indexes;

    internal WarningCounts(LayoutTable table, byte* first)
    {
        var entry = table.Struct("mjWarningStat");
        _first = first;
        _entrySize = entry.Size;
        _number = entry.Offset("number");
        _lastInfo = entry.Offset("lastinfo");
        _count = table.Data.Get("warning").Length;
        _indexes = [.. Enum.GetValues<DataWarning>().Select(warning => table.FindConstant(NativeName(warning)) ?? -1)];
    }

    internal int Number(DataWarning warning) => Read(warning, _number);

    internal int LastInfo(DataWarning warning) => Read(warning, _lastInfo);

    internal Span<byte> All => new(_first, _count * _entrySize);

    internal void Clear() => All.Clear();

    private static string NativeName(DataWarning warning) => warning switch
    {
        DataWarning.Inertia => "mjWARN_INERTIA",
        DataWarning.ContactFull => "mjWARN_CONTACTFULL",
        DataWarning.ConstraintFull => "mjWARN_CNSTRFULL",
        DataWarning.VisualGeomFull => "mjWARN_VGEOMFULL",
        DataWarning.BadQpos => "mjWARN_BADQPOS",
        DataWarning.BadQvel => "mjWARN_BADQVEL",
        DataWarning.BadQacc => "mjWARN_BADQACC",
        DataWarning.BadCtrl => "mjWARN_BADCTRL",
        _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, "Unknown warning."),
    };

    private int Read(DataWarning warning, int field)
    {
        var known = (uint)warning < (uint)_indexes.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(known, true, nameof(warning));
        var index = _indexes[(int)warning];
        return index < 0 ? 0 : *(int*)(_first + (index * _entrySize) + field);
    }
}
