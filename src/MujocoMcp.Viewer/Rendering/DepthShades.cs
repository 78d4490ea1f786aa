using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>
/// Turns depth into shades of grey. White is the nearest thing and shade 1 the farthest one that has an end; a floor without end goes on into
/// black, or it would take all the shades for itself.
/// </summary>
internal static class DepthShades
{
    private const byte Nearest = 255;
    private const byte Farthest = 1;

    /// <summary>One byte a pixel, rows from the bottom up, and the distances that white and the darkest grey mean, m.</summary>
    internal static (byte[] Shades, double? Near, double? Far) Of(Frame frame)
    {
        var meters = Meters(frame);
        var (near, far) = Range(frame, meters, withEndless: false);
        if (near > far)
            (near, far) = Range(frame, meters, withEndless: true);
        var shades = new byte[meters.Length];
        if (near > far)
            return (shades, null, null);
        // A floor may well come nearer than anything that stands on it.
        near = Math.Min(near, Range(frame, meters, withEndless: true).Near);
        var span = Math.Max(far - near, 1e-9f);
        for (var i = 0; i < shades.Length; i++)
        {
            if (frame.Segments[i] >= 0 && meters[i] <= far)
                shades[i] = (byte)MathF.Round(Farthest + ((Nearest - Farthest) * (far - meters[i]) / span));
        }

        return (shades, near, far);
    }

    private static float[] Meters(Frame frame)
    {
        var meters = new float[frame.Depth.Length];
        var width = frame.Shot.Spec.Width;
        foreach (var view in frame.Shot.Views)
        {
            var camera = view.Scene.Camera;
            for (var y = view.Area.Bottom; y < view.Area.Bottom + view.Area.Height; y++)
            {
                for (var i = (y * width) + view.Area.Left; i < (y * width) + view.Area.Left + view.Area.Width; i++)
                    meters[i] = (float)camera.MetersOf(frame.Depth[i]);
            }
        }

        return meters;
    }

    private static (float Near, float Far) Range(Frame frame, float[] meters, bool withEndless)
    {
        var (near, far) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var i = 0; i < meters.Length; i++)
        {
            if (frame.Segments[i] is var segment and >= 0 && (withEndless || !frame.Shot.Segments.IsEndless(segment)))
                (near, far) = (Math.Min(near, meters[i]), Math.Max(far, meters[i]));
        }

        return (near, far);
    }
}
