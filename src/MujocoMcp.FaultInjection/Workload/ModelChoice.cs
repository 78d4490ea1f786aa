namespace MujocoMcp.FaultInjection.Workload;

/// <summary>A model that sessions are given.</summary>
/// <param name="Name">For people.</param>
/// <param name="Tool">The tool that loads it.</param>
/// <param name="Argument">That tool's argument which names the model.</param>
/// <param name="Value">Its value.</param>
/// <param name="LongSteps">Steps that take some 150 ms: long enough to be struck in their middle.</param>
internal sealed record ModelChoice(string Name, string Tool, string Argument, string Value, int LongSteps)
{
    private const string Samples = "/usr/share/mujoco/model";

    /// <summary>The built-in scenes and some of MuJoCo's samples.</summary>
    public static IReadOnlyList<ModelChoice> All { get; } =
    [
        Scene("double_pendulum", 40_000), Sample("humanoid", "humanoid/humanoid.xml", 4_000), Scene("cart_pole", 50_000),
        Sample("arm26", "tendon_arm/arm26.xml", 25_000), Scene("quadruped", 4_000), Scene("arm", 6_000),
        Sample("slider_crank", "slider_crank/slider_crank.xml", 25_000), Scene("pendulum", 60_000),
    ];

    /// <summary>Those that are on this machine.</summary>
    public static IReadOnlyList<ModelChoice> Present { get; } = [.. All.Where(static model => !model.Value.StartsWith('/') || File.Exists(model.Value))];

    private static ModelChoice Scene(string name, int longSteps) => new(name, "create_scene", "scene_type", name, longSteps);

    private static ModelChoice Sample(string name, string file, int longSteps) => new(name, "load_model", "path", Path.Combine(Samples, file), longSteps);
}
