using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Pictures;
using StbImageWriteSharp;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>Makes a picture of a shot, and says what is on it.</summary>
internal static class PictureMaker
{
    private const int JpegQuality = 85;
    private const byte Divider = 40;

    internal static (Picture Picture, PictureFacts Facts) Make(Studio studio, Shot shot)
    {
        var (spec, segments) = (shot.Spec, shot.Segments);
        // Colours are encoded while what they show is still being drawn as numbers.
        Task<Picture>? encoding = null;
        var frame = Frame.Draw(studio, shot, colors => encoding = Task.Run(() => Encode(colors, spec, studio.Buffers)));
        var counts = Count(frame);
        var seen = Enumerable.Range(0, segments.Count).Where(segment => counts[segment] > 0).OrderByDescending(segment => counts[segment]).ToList();
        var geoms = seen.FindAll(segment => segments[segment].Kind == ObjectType.Geom);
        var facts = new PictureFacts
        {
            Width = spec.Width,
            Height = spec.Height,
            Cameras = [.. shot.Views.Select(Describe)],
            Visible = [.. geoms.Take(PictureFacts.MaxListed).Select(segment => Visible(segments, segment, counts[segment]))],
            VisibleTotal = geoms.Count,
        };
        switch (spec.Mode)
        {
            case PictureMode.Depth:
                var (shades, near, far) = DepthShades.Of(frame);
                return (Encode(shades, spec, studio.Buffers), facts with { NearM = near, FarM = far });
            case PictureMode.Segmentation:
                facts = facts with { Legend = [.. seen.Take(PictureFacts.MaxListed).Select(segment => Entry(segments, segment, counts[segment]))], LegendTotal = seen.Count };
                return (Encode(Paint(frame), spec, studio.Buffers), facts);
            default:
                return (encoding!.GetAwaiter().GetResult(), facts);
        }
    }

    private static Picture Encode(byte[] bottomUp, PictureSpec spec, PixelBuffers buffers)
    {
        var stride = bottomUp.Length / spec.Height;
        var pixels = buffers.Upright(bottomUp.Length);
        for (var row = 0; row < spec.Height; row++)
            bottomUp.AsSpan((spec.Height - 1 - row) * stride, stride).CopyTo(pixels.AsSpan(row * stride));
        if (spec.Views > 1)
            Divide(pixels, stride, spec);
        if (spec.Format == PictureFormat.Png)
            return new("image/png", PngWriter.Write(pixels, spec.Width, spec.Height));
        using var jpeg = new MemoryStream();
        new ImageWriter().WriteJpg(pixels, spec.Width, spec.Height, ColorComponents.RedGreenBlue, jpeg, JpegQuality);
        return new("image/jpeg", jpeg.ToArray());
    }

    /// <summary>Draws the lines between the views of a sheet.</summary>
    private static void Divide(byte[] pixels, int stride, PictureSpec spec)
    {
        pixels.AsSpan(spec.Height / 2 * stride, stride).Fill(Divider);
        var (channels, middle) = (stride / spec.Width, spec.Width / 2);
        for (var row = 0; row < spec.Height; row++)
            pixels.AsSpan((row * stride) + (middle * channels), channels).Fill(Divider);
    }

    private static int[] Count(Frame frame)
    {
        var counts = new int[frame.Shot.Segments.Count];
        foreach (var segment in frame.Segments)
        {
            if (segment >= 0)
                counts[segment]++;
        }

        return counts;
    }

    private static byte[] Paint(Frame frame)
    {
        var palette = Enumerable.Range(0, frame.Shot.Segments.Count).Select(frame.Shot.Segments.ColorOf).ToArray();
        var pixels = new byte[3 * frame.Segments.Length];
        for (var i = 0; i < frame.Segments.Length; i++)
        {
            if (frame.Segments[i] is var segment and >= 0)
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = palette[segment];
        }

        return pixels;
    }

    private static CameraFacts Describe(ShotView view)
    {
        var (camera, from) = (view.Scene.Camera, view.Camera.From);
        return new(view.Camera.Name, [camera.Position.X, camera.Position.Y, camera.Position.Z], [camera.Forward.X, camera.Forward.Y, camera.Forward.Z], [camera.Up.X, camera.Up.Y, camera.Up.Z], camera.Fovy)
        {
            Pose = from.Camera >= 0 ? null : new()
            {
                Lookat = [from.Lookat.X, from.Lookat.Y, from.Lookat.Z],
                Distance = from.Distance,
                Azimuth = from.Azimuth,
                Elevation = from.Elevation,
            },
        };
    }

    private static VisibleGeom Visible(Segments segments, int segment, int pixels)
    {
        var rgba = segments[segment].Rgba;
        return new(segments.LabelOf(segment), segments.BodyOf(segment), [rgba.X, rgba.Y, rgba.Z, rgba.W], pixels);
    }

    private static LegendEntry Entry(Segments segments, int segment, int pixels)
    {
        var (red, green, blue) = segments.ColorOf(segment);
        return new($"#{red:x2}{green:x2}{blue:x2}", segments.TypeOf(segment), segments[segment].Id, segments.LabelOf(segment), pixels);
    }
}
