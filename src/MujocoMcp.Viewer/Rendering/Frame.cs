using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>The pixels of a shot, rows from the bottom up as OpenGL has them. Made on the render thread, and good until the next one is.</summary>
internal sealed class Frame
{
    private const int FineSamples = 4;
    private const int ShadowSize = 1024;
    private const int FineShadowSize = 4096;

    private Frame(Shot shot, int[] segments, float[] depth) => (Shot, Segments, Depth) = (shot, segments, depth);

    internal Shot Shot { get; }

    /// <summary>What each pixel shows, by its number in <see cref="Shot.Segments"/>; -1: nothing.</summary>
    internal int[] Segments { get; }

    /// <summary>Of the depth buffer, one a pixel; empty unless depth was asked for.</summary>
    internal float[] Depth { get; }

    /// <summary>Draws a shot.</summary>
    /// <param name="studio">Where.</param>
    /// <param name="shot">What.</param>
    /// <param name="colored">Given the colours, where they are asked for, before the rest is drawn.</param>
    /// <exception cref="Contracts.Errors.FailureException"><c>unsupported</c>: this machine has no OpenGL.</exception>
    internal static Frame Draw(Studio studio, Shot shot, Action<byte[]> colored)
    {
        var (spec, buffers) = (shot.Spec, studio.Buffers);
        var isFine = spec is { Mode: PictureMode.Rgb, Quality: PictureQuality.High };
        var renderer = studio.RendererFor(
            shot.Model, new RendererOptions(spec.Width, spec.Height, isFine ? FineSamples : 0, isFine ? FineShadowSize : ShadowSize));
        var whole = new PictureArea(0, 0, spec.Width, spec.Height);
        var count = spec.Width * spec.Height;
        if (spec.Mode == PictureMode.Rgb)
        {
            foreach (var view in shot.Views)
                renderer.DrawColors(view.Scene, view.Area, shadows: spec.Quality != PictureQuality.Fast);
            var colors = buffers.Colors(3 * count);
            renderer.ReadColors(whole, colors);
            colored(colors);
        }

        foreach (var view in shot.Views)
            renderer.DrawSegments(view.Scene, view.Area);
        var pixels = buffers.Numbers(3 * count);
        renderer.ReadColors(whole, pixels);
        var depth = new float[spec.Mode == PictureMode.Depth ? count : 0];
        if (depth.Length > 0)
            renderer.ReadDepth(whole, depth);
        var segments = buffers.Segments(count);
        Decode(pixels, segments, shot.Segments.Count);
        return new Frame(shot, segments, depth);
    }

    private static void Decode(ReadOnlySpan<byte> pixels, Span<int> segments, int count)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            var pixel = pixels.Slice(3 * i, 3);
            var segment = (pixel[0] | (pixel[1] << 8) | (pixel[2] << 16)) - 1;
            segments[i] = segment < count ? segment : -1;
        }
    }
}
