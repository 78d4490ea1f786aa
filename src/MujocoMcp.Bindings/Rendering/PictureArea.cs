namespace MujocoMcp.Bindings;

/// <summary>A part of a renderer's framebuffer, in pixels; the origin is at the bottom left.</summary>
public readonly record struct PictureArea(int Left, int Bottom, int Width, int Height);
