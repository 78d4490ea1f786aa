using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings;

/// <summary>
/// OpenGL without a display, current on the thread that made it: EGL on no surface, else OSMesa. Everything drawn with it is made, used and
/// disposed on that thread. It has no finalizer: one would free it on the wrong thread; a context that is forgotten ends with the process.
/// </summary>
public abstract unsafe class GlContext : IDisposable
{
    private const uint RendererName = 0x1F01; // GL_RENDERER

    private readonly int _thread = Environment.CurrentManagedThreadId;

    private protected GlContext(string api) => Api = api;

    /// <summary><c>egl</c> or <c>osmesa</c>.</summary>
    public string Api { get; }

    /// <summary>What draws, in its own words, such as <c>llvmpipe (LLVM 15.0.6, 256 bits)</c>.</summary>
    public string Driver { get; private set; } = "";

    /// <summary>True once disposed.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Makes a context and makes it current on the calling thread.</summary>
    /// <exception cref="GlUnavailableException">Neither way is there; it says what each lacks.</exception>
    public static GlContext Create()
    {
        var tried = new List<string>();
        var made = EglContext.TryCreate(tried) ?? (GlContext?)OsmesaContext.TryCreate(tried) ?? throw new GlUnavailableException(tried);
        made.Driver = made.FindFunction("glGetString") is var address and not 0
            ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<uint, byte*>)address)(RendererName)) ?? ""
            : "";
        return made;
    }

    /// <summary>Frees the context. On the thread that made it.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        CheckThread();
        IsDisposed = true;
        Release();
        GC.SuppressFinalize(this);
    }

    /// <exception cref="InvalidOperationException">Another thread than the one that made it.</exception>
    internal void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("OpenGL belongs to the thread that made its context.");
    }

    private protected abstract nint FindFunction(string name);

    private protected abstract void Release();

    /// <summary>Loads a library that stays loaded; 0, with the reason noted, where it can't be.</summary>
    private protected static nint TryLoad(string library, List<string> tried)
    {
        if (NativeLibrary.TryLoad(library, out var handle))
            return handle;
        tried.Add($"{library} is not installed");
        return 0;
    }
}
