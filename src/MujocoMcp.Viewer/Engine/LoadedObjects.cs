using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MujocoMcp.Viewer.Engine;

/// <summary>The shared libraries of this process, as the dynamic linker lists them: works without /proc.</summary>
internal static unsafe partial class LoadedObjects
{
    private const uint NoteSegment = 4; // PT_NOTE
    private const uint GnuBuildId = 3; // NT_GNU_BUILD_ID
    private const int NoteHeaderBytes = 12;

    /// <summary>The GNU build id (hex) of a loaded library, from its notes in memory; null where it isn't loaded or has none.</summary>
    /// <param name="fileName">For example <c>libm.so.6</c>.</param>
    internal static string? BuildIdOf(string fileName)
    {
        var search = new Search(Encoding.UTF8.GetBytes(fileName));
        var handle = GCHandle.Alloc(search);
        _ = Iterate(&Visit, GCHandle.ToIntPtr(handle));
        handle.Free();
        return search.Found;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Visit(ObjectInfo* info, nuint size, nint search) =>
        ((Search)GCHandle.FromIntPtr(search).Target!).Try(info) ? 1 : 0;

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    private static partial int Iterate(delegate* unmanaged[Cdecl]<ObjectInfo*, nuint, nint, int> visit, nint data);

    private sealed class Search(byte[] fileName)
    {
        internal string? Found { get; private set; }

        internal bool Try(ObjectInfo* info)
        {
            var path = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(info->Name);
            if (!path.EndsWith(fileName) || (path.Length > fileName.Length && path[^(fileName.Length + 1)] != '/'))
                return false;
            for (var i = 0; i < info->HeaderCount && Found is null; i++)
            {
                ref readonly var header = ref info->Headers[i];
                if (header.Type == NoteSegment)
                    Found = InNotes(new((byte*)info->Address + header.Address, checked((int)header.MemorySize)));
            }

            return true;
        }

        private static string? InNotes(ReadOnlySpan<byte> notes)
        {
            while (notes.Length >= NoteHeaderBytes)
            {
                var sizes = MemoryMarshal.Cast<byte, uint>(notes);
                var name = NoteHeaderBytes;
                var value = name + RoundUp(sizes[0]);
                var next = value + RoundUp(sizes[1]);
                if (next > notes.Length)
                    return null;
                if (sizes[2] == GnuBuildId && notes[name..].StartsWith("GNU\0"u8))
                    return Convert.ToHexStringLower(notes.Slice(value, (int)sizes[1]));
                notes = notes[next..];
            }

            return null;
        }

        private static int RoundUp(uint size) => checked((int)((size + 3) & ~3u));
    }

    /// <summary><c>dl_phdr_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ObjectInfo
    {
        internal nuint Address;
        internal byte* Name;
        internal ProgramHeader* Headers;
        internal ushort HeaderCount;
    }

    /// <summary><c>Elf64_Phdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ProgramHeader
    {
        internal uint Type;
        internal uint Flags;
        internal nuint Offset;
        internal nuint Address;
        internal nuint PhysicalAddress;
        internal nuint FileSize;
        internal nuint MemorySize;
        internal nuint Alignment;
    }
}
