namespace MujocoMcp.Viewer.Tests.Play;

/// <summary>Tests that have the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
