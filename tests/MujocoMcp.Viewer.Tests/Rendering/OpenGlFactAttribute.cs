using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Tests.Rendering;

/// <summary>A test that draws: skipped, with the reason, where OpenGL can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenGlFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(static () =>
    {
        try
        {
            GlContext.Create().Dispose();
            return null;
        }
        catch (GlUnavailableException unavailable)
        {
            return unavailable.Message;
        }
    });

    public OpenGlFactAttribute() => Skip = Missing.Value;
}
