using System.Reflection;

namespace MujocoMcp.Server.Configuration;

/// <summary>How the program introduces itself.</summary>
internal static class ProductInfo
{
    public const string Name = "mujoco-mcp";

    /// <summary>The revisions of MCP that the SDK speaks, newest first.</summary>
    public static readonly string[] ProtocolVersions = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

    /// <summary>Those whose requests need no handshake before them.</summary>
    public static readonly string[] VersionsWithoutHandshake = ["2026-07-28"];

    /// <summary>Without the source revision that a build may append.</summary>
    public static string Version { get; } =
        typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>What an agent is told before it sees the tools.</summary>
    public const string Instructions =
        "MuJoCo physics. create_scene or load_model, then step_simulation and get_state. Simulations run in processes of their own; a crash is recovered bit for bit and told as a warning. "
        + "SI units, radians, quaternions w x y z. A failed call says what would work in details and suggestions.";
}
