using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>Writes a scene as the page's binary message: docs/page-protocol.md has the layout. The simulation thread's alone.</summary>
internal static class FramePacker
{
    internal const uint Magic = 0x31464A4D; // "MJF1"
    internal const int HeaderBytes = 64;
    internal const int EntryBytes = 16;
    internal const int GeomBytes = 64;
    internal const int LightBytes = 88;
    internal const int PoseBytes = 28;
    internal const int LabelBytes = 104;
    private const int MostSections = 10;
    private const int Alignment = 8;

    internal static SharedFrame Pack(SimulatedModel simulated, LiveScene scene, int selectedBody, in FrameFacts facts)
    {
        var frame = new SharedFrame();
        // Its place is kept; what is in it is known at the end.
        Take(frame, HeaderBytes + (MostSections * EntryBytes)).Clear();
        var sections = 0;
        var data = simulated.Data;
        var labels = WriteGeoms(frame, scene, simulated.Model, selectedBody, ref sections);
        WriteLights(frame, scene, ref sections);
        WriteBodies(frame, data, ref sections);
        WriteCameras(frame, data, ref sections);
        WriteNumbers(frame, SectionKind.Qpos, MemoryMarshal.AsBytes(data.Qpos), sizeof(double), ref sections);
        WriteNumbers(frame, SectionKind.Ctrl, MemoryMarshal.AsBytes(data.Ctrl), sizeof(double), ref sections);
        WriteNumbers(frame, SectionKind.Sensordata, MemoryMarshal.AsBytes(data.SensorData), sizeof(double), ref sections);
        if (labels > 0)
            WriteLabels(frame, scene, labels, ref sections);
        WriteNumbers(frame, SectionKind.SkinVertices, MemoryMarshal.AsBytes(scene.SkinVertices), 3 * sizeof(float), ref sections);
        WriteNumbers(frame, SectionKind.SkinNormals, MemoryMarshal.AsBytes(scene.SkinNormals), 3 * sizeof(float), ref sections);
        WriteHeader(frame.Written, simulated, facts, sections);
        return frame;
    }

    private static void WriteHeader(Span<byte> frame, SimulatedModel simulated, in FrameFacts facts, int sections)
    {
        var (potential, kinetic) = simulated.Data.ComputeEnergy();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], facts.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], facts.Generation);
        BinaryPrimitives.WriteDoubleLittleEndian(frame[16..], simulated.Data.Time);
        BinaryPrimitives.WriteDoubleLittleEndian(frame[24..], simulated.Step);
        BinaryPrimitives.WriteDoubleLittleEndian(frame[32..], potential);
        BinaryPrimitives.WriteDoubleLittleEndian(frame[40..], kinetic);
        BinaryPrimitives.WriteSingleLittleEndian(frame[48..], (float)facts.RealTimeFactor);
        BinaryPrimitives.WriteInt32LittleEndian(frame[52..], simulated.Data.Ncon);
        BinaryPrimitives.WriteInt32LittleEndian(frame[56..], (facts.IsPlaying ? 1 : 0) | (simulated.Grip is null ? 0 : 2));
        BinaryPrimitives.WriteInt32LittleEndian(frame[60..], sections);
    }

    private static int WriteGeoms(SharedFrame frame, LiveScene scene, Model model, int selectedBody, ref int sections)
    {
        var (count, labels) = (scene.GeomCount, 0);
        var geoms = Begin(frame, SectionKind.Geoms, GeomBytes, count, ref sections);
        for (var i = 0; i < count; i++)
        {
            var geom = scene.GeomAt(i);
            labels += scene.LabelAt(i).IsEmpty ? 0 : 1;
            var bytes = geoms.Slice(i * GeomBytes, GeomBytes);
            bytes[0] = (byte)geom.Shape;
            bytes[1] = (byte)geom.Category;
            bytes[2] = KindOf(geom.Kind);
            bytes[3] = (byte)((geom.IsHull ? 1 : 0) | (geom.HasTexcoord ? 2 : 0) | (selectedBody > 0 && BodyOf(geom, model) == selectedBody ? 4 : 0));
            BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], geom.Id);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], geom.Shape == DrawnShape.Skin ? geom.Id : geom.Asset);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], MaterialOf(geom, model));
            Write(bytes[16..], geom.Size);
            Write(bytes[28..], geom.Position);
            Write(bytes[40..], geom.Orientation);
            for (var part = 0; part < 4; part++)
            {
                bytes[56 + part] = Share(geom.Rgba[part]);
                bytes[60 + part] = Share(geom.Surface[part]);
            }
        }

        return labels;
    }

    private static void WriteLights(SharedFrame frame, LiveScene scene, ref int sections)
    {
        var count = scene.LightCount;
        var lights = Begin(frame, SectionKind.Lights, LightBytes, count, ref sections);
        for (var i = 0; i < count; i++)
        {
            var light = scene.LightAt(i);
            var bytes = lights.Slice(i * LightBytes, LightBytes);
            Write(bytes, light.Position);
            Write(bytes[12..], light.Direction);
            Write(bytes[24..], light.Attenuation);
            BinaryPrimitives.WriteSingleLittleEndian(bytes[36..], light.Cutoff);
            BinaryPrimitives.WriteSingleLittleEndian(bytes[40..], light.Exponent);
            Write(bytes[44..], light.Ambient);
            Write(bytes[56..], light.Diffuse);
            Write(bytes[68..], light.Specular);
            bytes[80] = (byte)(light.IsHeadlight ? 1 : 0);
            bytes[81] = (byte)(light.IsDirectional ? 1 : 0);
            bytes[82] = (byte)(light.CastsShadow ? 1 : 0);
        }
    }

    private static void WriteBodies(SharedFrame frame, Data data, ref int sections)
    {
        var count = data.Xpos.Length / 3;
        var bodies = Begin(frame, SectionKind.Bodies, PoseBytes, count, ref sections);
        for (var i = 0; i < count; i++)
        {
            WriteFloats(bodies[(i * PoseBytes)..], data.Xpos.Slice(3 * i, 3));
            WriteFloats(bodies[((i * PoseBytes) + 12)..], data.Xquat.Slice(4 * i, 4));
        }
    }

    private static void WriteCameras(SharedFrame frame, Data data, ref int sections)
    {
        var count = data.CamXpos.Length / 3;
        var cameras = Begin(frame, SectionKind.Cameras, PoseBytes, count, ref sections);
        for (var i = 0; i < count; i++)
        {
            var m = data.CamXmat.Slice(9 * i, 9);
            WriteFloats(cameras[(i * PoseBytes)..], data.CamXpos.Slice(3 * i, 3));
            Write(cameras[((i * PoseBytes) + 12)..], Quaternion.CreateFromRotationMatrix(new Matrix4x4(
                (float)m[0], (float)m[3], (float)m[6], 0, (float)m[1], (float)m[4], (float)m[7], 0, (float)m[2], (float)m[5], (float)m[8], 0, 0, 0, 0, 1)));
        }
    }

    private static void WriteLabels(SharedFrame frame, LiveScene scene, int count, ref int sections)
    {
        var labels = Begin(frame, SectionKind.Labels, LabelBytes, count, ref sections);
        for (var i = 0; i < scene.GeomCount && !labels.IsEmpty; i++)
        {
            if (scene.LabelAt(i) is not { IsEmpty: false } label)
                continue;
            BinaryPrimitives.WriteInt32LittleEndian(labels, i);
            label.CopyTo(labels[4..LabelBytes]);
            labels = labels[LabelBytes..];
        }
    }

    private static void WriteNumbers(SharedFrame frame, SectionKind kind, ReadOnlySpan<byte> numbers, int stride, ref int sections) =>
        numbers.CopyTo(Begin(frame, kind, stride, numbers.Length / stride, ref sections));

    /// <summary>Notes a section and makes room for it; a section without elements isn't one.</summary>
    private static Span<byte> Begin(SharedFrame frame, SectionKind kind, int stride, int count, ref int sections)
    {
        if (count == 0)
            return [];
        Take(frame, (Alignment - (frame.Length % Alignment)) % Alignment).Clear();
        var offset = frame.Length;
        var room = Take(frame, stride * count);
        room.Clear();
        var entry = frame.Written.Slice(HeaderBytes + (sections++ * EntryBytes), EntryBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)kind);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], (ushort)stride);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], count);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], offset);
        return room;
    }

    private static Span<byte> Take(SharedFrame frame, int length)
    {
        var room = frame.GetSpan(length)[..length];
        frame.Advance(length);
        return room;
    }

    private static int BodyOf(in DrawnGeom geom, Model model) => (geom.Kind, geom.Category) switch
    {
        (ObjectType.Geom, 1 or 2) => model.GeomBodyid[geom.Id],
        (ObjectType.Site, 1 or 2) => model.SiteBodyid[geom.Id],
        _ => -1,
    };

    private static int MaterialOf(in DrawnGeom geom, Model model)
    {
        if (geom.Category is not (1 or 2) || geom.Id < 0)
            return -1;
        var materials = geom.Kind switch
        {
            ObjectType.Geom => model.GeomMatid,
            ObjectType.Site => model.Field<int>("site_matid"),
            ObjectType.Tendon => model.Field<int>("tendon_matid"),
            ObjectType.Skin => model.Field<int>("skin_matid"),
            _ => [],
        };
        return geom.Id < materials.Length ? materials[geom.Id] : -1;
    }

    private static byte KindOf(ObjectType? kind) => kind switch
    {
        null => 0,
        ObjectType.Body or ObjectType.XBody => 1,
        ObjectType.Joint => 2,
        ObjectType.Geom => 3,
        ObjectType.Site => 4,
        ObjectType.Camera => 5,
        ObjectType.Light => 6,
        ObjectType.Tendon => 7,
        ObjectType.Actuator => 8,
        ObjectType.Skin => 9,
        _ => 255,
    };

    private static byte Share(float part) => (byte)Math.Round(255 * Math.Clamp(part, 0, 1));

    private static void Write(Span<byte> bytes, Vector3 vector)
    {
        for (var i = 0; i < 3; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], vector[i]);
    }

    private static void Write(Span<byte> bytes, Quaternion turn)
    {
        BinaryPrimitives.WriteSingleLittleEndian(bytes, turn.W);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[4..], turn.X);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[8..], turn.Y);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], turn.Z);
    }

    private static void WriteFloats(Span<byte> bytes, ReadOnlySpan<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], (float)numbers[i]);
    }
}
