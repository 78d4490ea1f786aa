namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>Needs packages from npm: skipped, with the reason, where they can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = PageSources.Missing;
}
