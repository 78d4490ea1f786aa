namespace MujocoMcp.Bindings;

/// <summary>The framebuffer that a <see cref="Renderer"/> draws into.</summary>
/// <param name="Width">The widest picture, pixels.</param>
/// <param name="Height">The highest picture, pixels.</param>
/// <param name="Samples">Colour samples a pixel; 0 and 1: one, without smoothed edges.</param>
/// <param name="ShadowSize">Edge of the shadow map, texels; 0: no shadows.</param>
public sealed record RendererOptions(int Width, int Height, int Samples, int ShadowSize);
