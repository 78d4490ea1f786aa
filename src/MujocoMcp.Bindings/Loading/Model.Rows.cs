namespace MujocoMcp.Bindings;

public sealed unsafe partial class Model
{
    /// <summary>
    /// The part of one of mjModel's arrays that belongs to one element, as numbers: for readers that show what there is, field by field.
    /// Arrays that are read often have a property of their own.
    /// </summary>
    /// <param name="field">The array's name in <c>mjmodel.h</c>, for example <c>geom_friction</c>.</param>
    /// <param name="id">The element's id.</param>
    /// <returns>The numbers; null where this version of MuJoCo has no such array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such element, or no array of elements.</exception>
    public double[]? Row(string field, int id)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (Library.Layout.Model.Find(field) is not { } layout)
            return null;
        if (layout.Count is null)
            throw new ArgumentOutOfRangeException(nameof(field), field, "Not an array of elements.");
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        // The first size counts the elements, the others the numbers of each: nkey*nmocap*3.
        var elements = Live(View).Integer(layout.Factors.Sizes[0]);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, elements);
        var length = checked((int)(View.Count(layout) / elements));
        var row = Numbers(layout.Type[..^1], View.Pointer(layout) + (id * length * View.ElementSize(layout)), length);
        GC.KeepAlive(this);
        return row;
    }

    /// <summary>A physics option (mjOption), as numbers.</summary>
    /// <param name="field">Its name in <c>mjmodel.h</c>, for example <c>impratio</c>.</param>
    /// <returns>The numbers; null where this version of MuJoCo has no such option.</returns>
    public double[]? Option(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (Library.Layout.Struct("mjOption").Find(field) is not { } layout)
            return null;
        var numbers = Numbers(layout.Type, (byte*)Live(View).Option<byte>(field), layout.Length);
        GC.KeepAlive(this);
        return numbers;
    }

    /// <summary>One of mjModel's arrays, whole: for readers of what is large (meshes, textures). A view, as the properties are.</summary>
    /// <param name="field">The array's name in <c>mjmodel.h</c>, for example <c>mesh_vert</c>.</param>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <returns>The array; empty where this version of MuJoCo has no such one.</returns>
    public ReadOnlySpan<T> Field<T>(string field)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(field);
        return Live(View).OptionalArray<T>(field, View).Span;
    }

    /// <summary>A visualisation setting (mjVisual), as numbers.</summary>
    /// <param name="field">Its name in <c>mjmodel.h</c>, for example <c>map.znear</c>.</param>
    /// <returns>The numbers; null where this version of MuJoCo has no such setting.</returns>
    public double[]? Visual(string field) => Nested("vis", "mjVisual", field);

    /// <summary>A statistic of the model (mjStatistic), as numbers.</summary>
    /// <param name="field">Its name in <c>mjmodel.h</c>, for example <c>extent</c>.</param>
    /// <returns>The numbers; null where this version of MuJoCo has no such statistic.</returns>
    public double[]? Statistic(string field) => Nested("stat", "mjStatistic", field);

    private double[]? Nested(string place, string type, string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (Library.Layout.Struct(type).Find(field) is not { } layout)
            return null;
        var numbers = Numbers(layout.Type, Live(View).Start + Library.Layout.Model.Offset(place) + layout.Offset, layout.Length);
        GC.KeepAlive(this);
        return numbers;
    }

    private static double[] Numbers(string type, byte* start, int length)
    {
        var numbers = new double[length];
        for (var i = 0; i < length; i++)
        {
            numbers[i] = type switch
            {
                "f64" => ((double*)start)[i],
                "f32" => ((float*)start)[i],
                "i32" => ((int*)start)[i],
                "i64" => ((long*)start)[i],
                "u8" => start[i],
                _ => throw new InvalidOperationException($"Elements of type {type} are no numbers that are shown."),
            };
        }

        return numbers;
    }
}
