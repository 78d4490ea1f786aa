
namespace MujocoMcp.Bindings;

/// <summary>A body held by one of its points and pulled towards a place, as by the mouse in MuJoCo's <c>simulate</c>.</summary>
/// <param name="Body">The body's id.</param>
/// <param name="Point">Where it is held, in the body's frame, m.</param>
/// <param name="Target">Where the point is pulled to, world frame, m.</param>
public readonly record struct BodyGrip(int Body, Point3 Point, Point3 Target);

/// <summary>A point or vector in space, m.</summary>
public readonly record struct Point3(double X, double Y, double Z)
{
    internal double Length => Math.Sqrt(Dot(this));

    /// <summary>Sum.</summary>
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference.</summary>
    public static Point3 operator -(Point3 a, Point3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Multiple.</summary>
    public static Point3 operator *(double factor, Point3 a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    internal static Point3 Of(ReadOnlySpan<double> numbers) => new(numbers[0], numbers[1], numbers[2]);

    internal double Dot(Point3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    internal Point3 Cross(Point3 other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}
