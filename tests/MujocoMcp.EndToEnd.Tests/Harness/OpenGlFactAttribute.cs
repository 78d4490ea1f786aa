namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>A test that draws: skipped, with the reason, where OpenGL can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenGlFactAttribute : FactAttribute
{
    public OpenGlFactAttribute() => Skip = OpenGl.Missing;
}
