using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>The OpenGL context, the renderer of the model that was drawn last, and what pictures are made in. The render thread's alone.</summary>
internal sealed class Studio : IDisposable
{
    // A renderer takes some 0.3 s to make: it is not made too small for the next picture.
    private const int LeastWidth = 640;
    private const int LeastHeight = 480;

    private GlContext? _gl;
    private Renderer? _renderer;
    private Model? _model;

    internal PixelBuffers Buffers { get; } = new();

    /// <summary>A renderer for a model, as large as needed or larger; the one at hand where that does.</summary>
    /// <exception cref="FailureException"><c>unsupported</c>: this machine has no OpenGL.</exception>
    internal Renderer RendererFor(Model model, RendererOptions needed)
    {
        var isOfModel = ReferenceEquals(_model, model);
        if (_renderer is { } renderer && isOfModel && Suits(renderer.Options, needed))
            return renderer;
        var (width, height) = isOfModel && _renderer is { Options: var last } ? (last.Width, last.Height) : (LeastWidth, LeastHeight);
        _renderer?.Dispose();
        (_renderer, _model) = (null, null);
        try
        {
            _gl ??= GlContext.Create();
            _renderer = new Renderer(_gl, model, needed with { Width = Math.Max(width, needed.Width), Height = Math.Max(height, needed.Height) });
        }
        catch (GlUnavailableException unavailable)
        {
            throw new FailureException(Unsupported(unavailable.Message, unavailable.Tried));
        }
        catch (NotSupportedException refused)
        {
            throw new FailureException(Unsupported(refused.Message, []));
        }

        _model = model;
        return _renderer;
    }

    public void Dispose()
    {
        _renderer?.Dispose();
        _gl?.Dispose();
    }

    private static bool Suits(RendererOptions has, RendererOptions needed) =>
        has.Width >= needed.Width && has.Height >= needed.Height && has.Samples == needed.Samples && has.ShadowSize == needed.ShadowSize;

    private static Failure Unsupported(string message, IReadOnlyList<string> tried) => new(ErrorCode.Unsupported, message)
    {
        Details = new() { Expected = "libEGL.so.1 with Mesa's drivers, or libOSMesa.so.8", Known = [.. tried] },
        Suggestions =
        [
            "On the server's machine: sudo apt-get install libegl1 libgl1-mesa-dri (or libosmesa6).",
            "Numbers need no picture: get_state reads positions, velocities and sensors.",
        ],
    };
}
