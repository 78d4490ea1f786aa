namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>A test in a real browser: skipped, with the reason, where there is none, or no other thing that it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute(Needs needs = Needs.Nothing) => Skip = needs.Missing();
}
