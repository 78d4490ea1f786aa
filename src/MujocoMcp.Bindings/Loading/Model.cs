using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// A compiled model (mjModel). Arrays are views of MuJoCo's own memory, in MuJoCo's order: valid until the model is disposed,
/// so keep the model, not the span. Not thread-safe, except that any number of threads may read or step different data of one model.
/// </summary>
public sealed unsafe partial class Model : IDisposable
{
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> EmptyAssets = [];

    private readonly ModelHandle _handle;
    private readonly ModelFields _fields;
    private bool _disposed;

    private Model(MujocoLibrary library, ModelHandle handle)
    {
        Library = library;
        _handle = handle;
        View = new StructView(library.Layout, library.Layout.Model, handle.Pointer);
        _fields = new ModelFields(View);
    }

    /// <summary>The library that compiled it.</summary>
    public MujocoLibrary Library { get; }

    internal ModelHandle Handle => Live(_handle);

    internal StructView View { get; }

    private byte* Pointer => Live(_handle).Pointer;

    /// <summary>Compiles MJCF (or URDF) text.</summary>
    /// <param name="library">The library to compile with.</param>
    /// <param name="xml">The model's text.</param>
    /// <param name="assets">
    /// Files that the text names (meshes, textures, height fields, includes), by the name it uses. MuJoCo still reads a file that is not
    /// among them from disk.
    /// </param>
    /// <exception cref="ModelLoadException">MuJoCo refused it; the message is MuJoCo's.</exception>
    public static Model FromXml(MujocoLibrary library, string xml, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? assets = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(xml);
        return new(library, ModelLoading.FromXml(library, xml, assets ?? EmptyAssets));
    }

    /// <summary>Compiles a file (MJCF, URDF) with the files it names, or loads an <c>.mjb</c>.</summary>
    /// <exception cref="ModelLoadException">MuJoCo refused it, or it is not there; the message is MuJoCo's.</exception>
    public static Model FromFile(MujocoLibrary library, string path)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(library, ModelLoading.FromFile(library, path));
    }

    /// <summary>
    /// Loads what <see cref="ToBinary"/> made, with the same version of MuJoCo: gives bit-identical physics, much faster than compiling.
    /// Only for bytes of your own: MuJoCo checks a binary's header, not its contents.
    /// </summary>
    /// <exception cref="ModelLoadException">Not a binary model, or of another version.</exception>
    public static Model FromBinary(MujocoLibrary library, ReadOnlySpan<byte> mjb)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new(library, ModelLoading.FromBinary(library, mjb));
    }

    /// <summary>The model in MuJoCo's binary form (MJB): contains everything, is valid for the same version of MuJoCo only.</summary>
    public byte[] ToBinary()
    {
        var bytes = new byte[checked((int)Library.Functions.SizeModel(Pointer))];
        fixed (byte* buffer = bytes)
            Library.Functions.SaveModel(Pointer, null, buffer, bytes.Length);
        GC.KeepAlive(this);
        return bytes;
    }

    /// <summary>Frees the model, or, while data of it live, lets the last of them free it.</summary>
    public void Dispose()
    {
        _disposed = true;
        _handle.Dispose();
    }

    private T Live<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return value;
    }
}
