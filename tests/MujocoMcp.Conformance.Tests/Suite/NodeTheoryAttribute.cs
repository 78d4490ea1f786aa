namespace MujocoMcp.Conformance.Tests.Suite;

/// <summary>Needs packages from npm: skipped, with the reason, where they can't be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeTools.Missing;
}
