using System.Numerics;
using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>What the numbers of a segmentation stand for. Made on the simulation thread, read on the render thread.</summary>
internal sealed class Segments
{
    private readonly SceneGeom[] _bySegment;
    private readonly string[] _geoms;
    private readonly string[] _bodies;
    private readonly int[] _bodyOfGeom;
    private readonly string[] _sites;
    private readonly string[] _tendons;

    internal Segments(IReadOnlyList<SceneGeom> geoms, Model model, ElementNames names)
    {
        var drawn = geoms.Where(static geom => geom.Segment >= 0).ToList();
        _bySegment = new SceneGeom[drawn.Count == 0 ? 0 : drawn.Max(static geom => geom.Segment) + 1];
        Array.Fill(_bySegment, new SceneGeom(null, -1, -1, default, 0, default));
        foreach (var geom in drawn)
            _bySegment[geom.Segment] = geom;
        (_geoms, _bodies, _sites, _tendons) = (names.Labels(ObjectType.Geom), names.Labels(ObjectType.Body), names.Labels(ObjectType.Site), names.Labels(ObjectType.Tendon));
        _bodyOfGeom = model.GeomBodyid.ToArray();
    }

    internal int Count => _bySegment.Length;

    internal SceneGeom this[int segment] => _bySegment[segment];

    /// <summary>True for a geom without end, such as a floor.</summary>
    internal bool IsEndless(int segment) => _bySegment[segment] is { Kind: ObjectType.Geom, Radius: 0 };

    internal string TypeOf(int segment) => _bySegment[segment].Kind?.ToString().ToLowerInvariant() ?? "decoration";

    internal string LabelOf(int segment) => _bySegment[segment] switch
    {
        { Kind: ObjectType.Geom, Id: var id } => _geoms[id],
        { Kind: ObjectType.Site, Id: var id } => _sites[id],
        { Kind: ObjectType.Tendon, Id: var id } => _tendons[id],
        { Id: var id } => $"#{id}",
    };

    internal string BodyOf(int segment) => _bodies[_bodyOfGeom[_bySegment[segment].Id]];

    /// <summary>A colour of its own for each, as far from its neighbours' as can be; grey for what has no end.</summary>
    internal (byte R, byte G, byte B) ColorOf(int segment)
    {
        const double GoldenTurn = 0.6180339887498949;
        var hue = segment * GoldenTurn % 1 * 6;
        // Rings of brightness and strength: hues come close to each other again after a dozen.
        var value = IsEndless(segment) ? 0.35 : 1 - (0.22 * (segment / 8 % 3));
        var strength = IsEndless(segment) ? 0 : 0.95 - (0.3 * (segment / 24 % 2));
        int Channel(int offset)
        {
            var place = (offset + hue) % 6;
            return (int)(255 * value * (1 - (strength * Math.Clamp(Math.Min(place, 4 - place), 0, 1))));
        }

        // The lowest three bits of each say more than an eye sees: of 512 neighbours no two are the same.
        return ((byte)((Channel(5) & ~7) | (segment & 7)), (byte)((Channel(3) & ~7) | ((segment >> 3) & 7)), (byte)((Channel(1) & ~7) | ((segment >> 6) & 7)));
    }
}
