using System.Runtime.InteropServices;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// Draws scenes of one model (mjrContext): holds its meshes and textures, and a framebuffer. Lives and dies on the thread of its
/// <see cref="GlContext"/>; making one takes some 0.3 s. Keeps the native model alive.
/// </summary>
public sealed unsafe class Renderer : IDisposable
{
    private const int FontScale = 100; // mjFONTSCALE_100

    private readonly GlContext _gl;
    private readonly DrawingFunctions _functions;
    private readonly ModelHandle _model;
    private byte* _context;

    /// <summary>Uploads the model.</summary>
    /// <param name="gl">Where to; made on this thread.</param>
    /// <param name="model">The model; it is only read.</param>
    /// <param name="options">The framebuffer.</param>
    /// <exception cref="NotSupportedException">The driver can't make such a framebuffer.</exception>
    public Renderer(GlContext gl, Model model, RendererOptions options)
    {
        ArgumentNullException.ThrowIfNull(gl);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        gl.CheckThread();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Width, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Height, 1, nameof(options));
        (_gl, _functions, _model, Options) = (gl, model.Library.Drawing, model.Handle, options);
        var shared = false;
        _model.DangerousAddRef(ref shared);
        _context = (byte*)NativeMemory.AllocZeroed((nuint)model.Library.Layout.Struct("mjrContext").Size);
        _functions.DefaultContext(_context);
        MakeContext(model);
        _functions.SetBuffer(model.Library.Layout.Constant("mjFB_OFFSCREEN"), _context);
        if (*(int*)(_context + model.Library.Layout.Struct("mjrContext").Offset("currentBuffer")) == model.Library.Layout.Constant("mjFB_OFFSCREEN"))
            return;
        Dispose();
        throw new NotSupportedException($"The driver {gl.Driver} makes no framebuffer of {options.Width} x {options.Height} pixels.");
    }

    /// <summary>The framebuffer.</summary>
    public RendererOptions Options { get; }

    /// <summary>Draws a scene in colour.</summary>
    /// <param name="scene">A scene of this model.</param>
    /// <param name="area">Where to.</param>
    /// <param name="shadows">Whether lights cast shadows and floors reflect.</param>
    public void DrawColors(VisualScene scene, PictureArea area, bool shadows = true)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.SetFlags(segments: false, shadows: shadows && Options.ShadowSize > 0, reflections: shadows);
        Draw(scene, area);
    }

    /// <summary>Draws a scene with each thing in the flat colour of its <see cref="SceneGeom.Segment"/> + 1, red lowest; 0 is background.</summary>
    public void DrawSegments(VisualScene scene, PictureArea area)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.SetFlags(segments: true, shadows: false, reflections: false);
        Draw(scene, area);
    }

    /// <summary>Copies out colours.</summary>
    /// <param name="area">Which part.</param>
    /// <param name="rgb">Three bytes a pixel; rows from the bottom up.</param>
    public void ReadColors(PictureArea area, Span<byte> rgb)
    {
        CheckLength(rgb.Length, 3 * area.Width * area.Height, nameof(rgb));
        fixed (byte* colors = rgb)
            _functions.ReadPixels(colors, null, Checked(area), Live());
    }

    /// <summary>Copies out the depth buffer: 0 at the camera's near plane to 1 at its far plane; <see cref="CameraPose.MetersOf"/> makes metres of it.</summary>
    /// <param name="area">Which part.</param>
    /// <param name="depth">One number a pixel; rows from the bottom up.</param>
    public void ReadDepth(PictureArea area, Span<float> depth)
    {
        CheckLength(depth.Length, area.Width * area.Height, nameof(depth));
        fixed (float* numbers = depth)
            _functions.ReadPixels(null, numbers, Checked(area), Live());
    }

    /// <summary>Frees it, on its thread. A renderer that is forgotten ends with the process, as its context does.</summary>
    public void Dispose()
    {
        if (_context is null)
            return;
        _gl.CheckThread();
        if (!_gl.IsDisposed)
            _functions.FreeContext(_context);
        NativeMemory.Free(_context);
        _context = null;
        _model.DangerousRelease();
    }

    /// <summary>
    /// MuJoCo takes the framebuffer's size from the model. It is given a copy of the model's struct with other sizes in it, so that the model
    /// itself, which may be stepping meanwhile, is only read.
    /// </summary>
    private void MakeContext(Model model)
    {
        var layout = model.Library.Layout;
        var copy = (byte*)NativeMemory.Alloc((nuint)layout.Model.Size);
        NativeMemory.Copy(_model.Pointer, copy, (nuint)layout.Model.Size);
        var visual = copy + layout.Model.Offset("vis");
        var fields = layout.Struct("mjVisual");
        *(int*)(visual + fields.Offset("global.offwidth")) = Options.Width;
        *(int*)(visual + fields.Offset("global.offheight")) = Options.Height;
        *(int*)(visual + fields.Offset("quality.offsamples")) = Options.Samples;
        *(int*)(visual + fields.Offset("quality.shadowsize")) = Options.ShadowSize;
        _functions.MakeContext(copy, _context, FontScale);
        NativeMemory.Free(copy);
    }

    private void Draw(VisualScene scene, PictureArea area)
    {
        _functions.Render(Checked(area), scene.Pointer, Live());
        GC.KeepAlive(scene);
    }

    private DrawingFunctions.Viewport Checked(PictureArea area)
    {
        if (area.Left < 0 || area.Bottom < 0 || area.Width < 1 || area.Height < 1 || area.Left + area.Width > Options.Width || area.Bottom + area.Height > Options.Height)
            throw new ArgumentOutOfRangeException(nameof(area), area, $"The framebuffer has {Options.Width} x {Options.Height} pixels.");
        return new() { Left = area.Left, Bottom = area.Bottom, Width = area.Width, Height = area.Height };
    }

    private bool IsDisposed => _context is null;

    private byte* Live()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _gl.CheckThread();
        return _context;
    }

    private static void CheckLength(int given, int needed, string parameter)
    {
        if (given != needed)
            throw new ArgumentException($"The area takes {needed} numbers, not {given}.", parameter);
    }
}
