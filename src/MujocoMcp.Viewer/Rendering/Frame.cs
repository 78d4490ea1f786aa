using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>The pixels of a shot, rows from the bottom up as OpenGL has them. Made on the render thread.</summary>
internal sealed class Frame
{
    private const int FineSamples = 4;
    private const int ShadowSize = 1024;
    private const int FineShadowSize = 4096;

    private Frame(Shot shot, byte[] colors, int[] segments, float[] depth) => (Shot, Colors, Segments, Depth) = (shot, colors, segments, depth);

    internal Shot Shot { get; }

    /// <summary>Three bytes a pixel; empty unless colours were asked for.</summary>
    internal byte[] Colors { get; }

    /// <summary>What each pixel shows, by its number in <see cref="Shot.Segments"/>; -1: nothing.</summary>
    internal int[] Segments { get; }

    /// <summary>Of the depth buffer, one a pixel; empty unless depth was asked for.</summary>
    internal float[] Depth { get; }

    /// <exception cref="Contracts.Errors.FailureException"><c>unsupported</c>: this machine has no OpenGL.</exception>
    internal static Frame Draw(Studio studio, Shot shot)
    {
        var spec = shot.Spec;
        var isFine = spec is { Mode: PictureMode.Rgb, Quality: PictureQuality.High };
        var renderer = studio.RendererFor(
            shot.Model, new RendererOptions(spec.Width, spec.Height, isFine ? FineSamples : 0, isFine ? FineShadowSize : ShadowSize));
        var whole = new PictureArea(0, 0, spec.Width, spec.Height);
        var pixels = new byte[3 * spec.Width * spec.Height];
        byte[] colors = [];
        if (spec.Mode == PictureMode.Rgb)
        {
            foreach (var view in shot.Views)
                renderer.DrawColors(view.Scene, view.Area, shadows: spec.Quality != PictureQuality.Fast);
            renderer.ReadColors(whole, colors = new byte[pixels.Length]);
        }

        foreach (var view in shot.Views)
            renderer.DrawSegments(view.Scene, view.Area);
        renderer.ReadColors(whole, pixels);
        var depth = new float[spec.Mode == PictureMode.Depth ? spec.Width * spec.Height : 0];
        if (depth.Length > 0)
            renderer.ReadDepth(whole, depth);
        return new Frame(shot, colors, Decode(pixels, shot.Segments.Count), depth);
    }

    private static int[] Decode(byte[] pixels, int count)
    {
        var segments = new int[pixels.Length / 3];
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = (pixels[3 * i] | (pixels[(3 * i) + 1] << 8) | (pixels[(3 * i) + 2] << 16)) - 1;
            segments[i] = segment < count ? segment : -1;
        }

        return segments;
    }
}
