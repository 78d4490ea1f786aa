namespace MujocoMcp.Bindings.Tests.Machine;

/// <summary>What a test needs of the machine.</summary>
[Flags]
public enum Needs
{
    /// <summary>A libmujoco that the bindings find.</summary>
    Mujoco = 1,

    /// <summary>gcc.</summary>
    Compiler = 2,

    /// <summary>The installed library's headers.</summary>
    Headers = 4,

    /// <summary>Debian's sample models.</summary>
    Samples = 8,

    /// <summary>MuJoCo 3.5.0 beside the system, and gcc to link for it.</summary>
    Mujoco350 = 16,

    /// <summary>OpenGL without a display.</summary>
    OpenGl = 32,
}

/// <summary>A test that is skipped, with the reason, where the machine lacks something.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    /// <summary>Asks the machine at discovery.</summary>
    public FactNeedingAttribute(Needs needs) => Skip = Missing.Of(needs);
}

/// <summary>As <see cref="FactNeedingAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    /// <summary>Asks the machine at discovery.</summary>
    public TheoryNeedingAttribute(Needs needs) => Skip = Missing.Of(needs);
}

internal static class Missing
{
    internal static string? Of(Needs needs) =>
        (needs.HasFlag(Needs.Mujoco) ? Installed.MissingMujoco : null)
        ?? (needs.HasFlag(Needs.OpenGl) ? Installed.MissingOpenGl : null)
        ?? (needs.HasFlag(Needs.Compiler) || needs.HasFlag(Needs.Mujoco350) ? Installed.MissingCompiler : null)
        ?? (needs.HasFlag(Needs.Headers) ? Installed.MissingHeaders : null)
        ?? (needs.HasFlag(Needs.Samples) ? Installed.MissingSamples : null)
        ?? (needs.HasFlag(Needs.Mujoco350) ? Mujoco350.Missing : null);
}
