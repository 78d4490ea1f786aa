using System.Runtime.InteropServices;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>Files in memory that MuJoCo reads instead of the disk (mjVFS).</summary>
internal sealed unsafe class VirtualFiles : IDisposable
{
    // Before 3.1.3 the struct holds 2000 file names, 2 MB; room is left so that a table that is wrong about it is noticed, not obeyed.
    private const nuint InPlaceBytes = 4u << 20;

    // One that is empty again, all zeros but for what lies behind the end of a name: the next need not clear 4 MB.
    private static nint _spare;

    private readonly NativeFunctions _functions;
    private readonly StructLayout _layout;
    private readonly nuint _allocated;
    private readonly bool _isInPlace;
    private readonly Stack<byte[]> _names = [];
    private void* _files;

    internal VirtualFiles(NativeFunctions functions, LayoutTable table)
    {
        _functions = functions;
        _layout = table.Struct("mjVFS");
        _isInPlace = functions.AddBufferVfs is null;
        _allocated = _isInPlace ? Math.Max((nuint)_layout.Size, InPlaceBytes) : 4096;
        _files = _allocated == InPlaceBytes ? (void*)Interlocked.Exchange(ref _spare, 0) : null;
        if (_files is null)
            _files = NativeMemory.AllocZeroed(_allocated);
        // Zeros are what mj_defaultVFS makes of that struct too, but by writing to every page of it.
        if (!_isInPlace)
            functions.DefaultVfs(_files);
    }

    internal void* Pointer => _files;

    /// <exception cref="ModelLoadException">Empty, twice the same name, or too many.</exception>
    internal void Add(string name, ReadOnlySpan<byte> content)
    {
        // Before 3.1.3 MuJoCo takes an empty file for a mistake of the program and ends it.
        if (content.IsEmpty)
            throw new ModelLoadException($"The asset '{name}' is empty.");
        _names.Push(Utf8.Terminated(name));
        fixed (byte* path = _names.Peek())
        fixed (byte* bytes = content)
        {
            var result = _isInPlace ? AddInPlace(path, content) : _functions.AddBufferVfs(_files, path, bytes, content.Length);
            if (result != 0)
                throw new ModelLoadException(result switch
                {
                    1 => "MuJoCo's virtual file system is full.",
                    2 => $"The asset '{name}' is given twice (MuJoCo ignores case, and older versions folders, in these names).",
                    _ => $"MuJoCo could not take the asset '{name}'.",
                });
        }
    }

    public void Dispose()
    {
        if (_files is null)
            return;
        if (!_isInPlace || !DeleteInPlace())
            _functions.DeleteVfs(_files);
        else if (_allocated == InPlaceBytes && Interlocked.CompareExchange(ref _spare, (nint)_files, 0) == 0)
            _files = null;
        NativeMemory.Free(_files);
        _files = null;
    }

    private int AddInPlace(byte* name, ReadOnlySpan<byte> content)
    {
        var result = _functions.MakeEmptyFileVfs(_files, name, content.Length);
        if (result != 0)
            return result;
        var index = _functions.FindFileVfs(_files, name);
        var size = (int*)At("filesize", index, sizeof(int));
        var data = (byte**)At("filedata", index, sizeof(nint));
        if (*size != content.Length || *data is null)
            throw new InvalidDataException("mjVFS is not laid out as the table says.");
        content.CopyTo(new Span<byte>(*data, content.Length));
        return 0;
    }

    // Like mj_deleteVFS, which writes to every page once more. The newest first: then none has to move up. False where one is missing: it was refused.
    private bool DeleteInPlace()
    {
        while (_names.TryPop(out var name))
        {
            fixed (byte* path = name)
            {
                if (_functions.DeleteFileVfs(_files, path) != 0)
                    return false;
            }
        }

        return true;
    }

    private byte* At(string field, int index, int elementSize)
    {
        var offset = (nuint)(_layout.Offset(field) + (index * elementSize));
        return index >= 0 && offset + (nuint)elementSize <= _allocated
            ? (byte*)_files + offset
            : throw new InvalidDataException("mjVFS is not laid out as the table says.");
    }
}
