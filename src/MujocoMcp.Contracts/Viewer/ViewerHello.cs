using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>A viewer's first words.</summary>
/// <param name="ContractVersion">Must equal <see cref="CurrentContract"/>: a viewer of another build is refused.</param>
/// <param name="Pid">The process, as itself sees it.</param>
/// <param name="Engine">The engine it loaded; null where it found none that it can use.</param>
/// <param name="EngineFailure">Why it has no engine; null where it has one.</param>
public sealed record ViewerHello(int ContractVersion, int Pid, EngineIdentity? Engine, Failure? EngineFailure)
{
    /// <summary>Raised with every change of the viewer contract that isn't compatible.</summary>
    public const int CurrentContract = 6;
}

/// <summary>What has to agree for physics to be the same to the last bit.</summary>
/// <param name="Version">For example <c>2.2.2</c>.</param>
/// <param name="LibraryPath">Where libmujoco was found.</param>
/// <param name="MujocoBuild">Build id of libmujoco.</param>
/// <param name="MathBuild">Build id of libm.</param>
/// <param name="CpuLevel">The x86-64 or Arm feature level that library code may dispatch on.</param>
public sealed record EngineIdentity(string Version, string LibraryPath, string MujocoBuild, string MathBuild, string CpuLevel);
