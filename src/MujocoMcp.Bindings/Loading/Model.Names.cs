using System.Runtime.InteropServices;
using System.Text;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

public sealed unsafe partial class Model
{
    /// <summary>The name in the root element; null when it has none.</summary>
    public string? ModelName => Text(View.Array<byte>("names", View).Span);

    /// <summary>The name of an element; null when it has none.</summary>
    /// <param name="type">The kind of element.</param>
    /// <param name="id">Its id, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">This version of MuJoCo has no such kind.</exception>
    public string? NameOf(ObjectType type, int id)
    {
        var name = Library.Functions.IdToName(Pointer, NativeType(type), id);
        var text = name is null || *name == 0 ? null : Marshal.PtrToStringUTF8((nint)name);
        GC.KeepAlive(this);
        return text;
    }

    /// <summary>The id of a named element, from 0; -1 when there is none of that name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This version of MuJoCo has no such kind.</exception>
    public int IdOf(ObjectType type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // A NUL would end the name early and find another element.
        if (name.Length == 0 || name.Contains('\0'))
            return -1;
        int id;
        fixed (byte* text = Utf8.Terminated(name))
            id = Library.Functions.NameToId(Pointer, NativeType(type), text);
        GC.KeepAlive(this);
        return id;
    }

    /// <summary>What a sensor measures, by the name of its MJCF element, such as <c>accelerometer</c>; the numbers in <see cref="SensorType"/> change between versions.</summary>
    /// <param name="sensor">The sensor's id, from 0.</param>
    public string SensorTypeName(int sensor)
    {
        var type = SensorType[sensor];
        const string Prefix = "mjSENS_";
        foreach (var (name, value) in Library.Layout.Constants)
        {
            if (value == type && name.StartsWith(Prefix, StringComparison.Ordinal))
                return name[Prefix.Length..].ToLowerInvariant();
        }

        return "unknown";
    }

    /// <summary>The kind of element that MuJoCo means by a number (mjtObj), as in <c>sensor_objtype</c>; null for none of those known here.</summary>
    public ObjectType? KindOf(int number)
    {
        foreach (var type in Enum.GetValues<ObjectType>())
        {
            if (Library.Layout.FindConstant(NativeName(type)) == number)
                return type;
        }

        return null;
    }

    internal int NativeType(ObjectType type) => Library.Layout.FindConstant(NativeName(type))
        ?? throw new ArgumentOutOfRangeException(nameof(type), type, $"MuJoCo {Library.VersionText} has no such kind of element.");

    private static string NativeName(ObjectType type) => type switch
    {
        ObjectType.Body => "mjOBJ_BODY",
        ObjectType.XBody => "mjOBJ_XBODY",
        ObjectType.Joint => "mjOBJ_JOINT",
        ObjectType.Dof => "mjOBJ_DOF",
        ObjectType.Geom => "mjOBJ_GEOM",
        ObjectType.Site => "mjOBJ_SITE",
        ObjectType.Camera => "mjOBJ_CAMERA",
        ObjectType.Light => "mjOBJ_LIGHT",
        ObjectType.Flex => "mjOBJ_FLEX",
        ObjectType.Mesh => "mjOBJ_MESH",
        ObjectType.Skin => "mjOBJ_SKIN",
        ObjectType.HeightField => "mjOBJ_HFIELD",
        ObjectType.Texture => "mjOBJ_TEXTURE",
        ObjectType.Material => "mjOBJ_MATERIAL",
        ObjectType.Pair => "mjOBJ_PAIR",
        ObjectType.Exclude => "mjOBJ_EXCLUDE",
        ObjectType.Equality => "mjOBJ_EQUALITY",
        ObjectType.Tendon => "mjOBJ_TENDON",
        ObjectType.Actuator => "mjOBJ_ACTUATOR",
        ObjectType.Sensor => "mjOBJ_SENSOR",
        ObjectType.Numeric => "mjOBJ_NUMERIC",
        ObjectType.Text => "mjOBJ_TEXT",
        ObjectType.Tuple => "mjOBJ_TUPLE",
        ObjectType.Keyframe => "mjOBJ_KEY",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown kind of element."),
    };

    private string? Text(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var end = bytes.IndexOf((byte)0);
        var text = end <= 0 ? null : Encoding.UTF8.GetString(bytes[..end]);
        GC.KeepAlive(this);
        return text;
    }
}
