using System.Numerics;

namespace MujocoMcp.Bindings;

/// <summary>A light of a <see cref="LiveScene"/> (mjvLight).</summary>
/// <param name="Position">In the world frame, m.</param>
/// <param name="Direction">In the world frame.</param>
/// <param name="Attenuation">Constant, linear, quadratic.</param>
/// <param name="Cutoff">Half angle of a spot, degrees.</param>
/// <param name="Exponent">Falls off from a spot's axis by this.</param>
/// <param name="Ambient">Colour, 0-1.</param>
/// <param name="Diffuse">Colour, 0-1.</param>
/// <param name="Specular">Colour, 0-1.</param>
/// <param name="IsHeadlight">Sits at the camera.</param>
/// <param name="IsDirectional">Shines from infinitely far.</param>
/// <param name="CastsShadow">Casts shadows.</param>
public readonly record struct DrawnLight(
    Vector3 Position, Vector3 Direction, Vector3 Attenuation, float Cutoff, float Exponent, Vector3 Ambient, Vector3 Diffuse, Vector3 Specular, bool IsHeadlight, bool IsDirectional, bool CastsShadow);
