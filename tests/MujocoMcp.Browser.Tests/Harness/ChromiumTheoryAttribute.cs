namespace MujocoMcp.Browser.Tests.Harness;

/// <summary>Cases of a test in a real browser: skipped, with the reason, where there is none, or no other thing that it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute(Needs needs = Needs.Nothing) => Skip = needs.Missing();
}
