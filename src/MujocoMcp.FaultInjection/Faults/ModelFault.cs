using System.Text.Json;
using MujocoMcp.FaultInjection.Machine;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>A second model in the session that the engine can't bear: it diverges, is fatal, or takes more memory than there is.</summary>
internal sealed class ModelFault : IFault
{
    private const string ModelId = "poison";
    private const int Steps = 5000;
    private const int OwnLimit = 64 * 1024 * 1024;

    private readonly string _xml;
    private readonly string[] _expected;
    private readonly bool _isMemory;

    private ModelFault(string kind, string xml, string[] expected, bool isMemory = false) => (Kind, _xml, _expected, _isMemory) = (kind, xml, expected, isMemory);

    /// <summary>A spring that is too stiff for its timestep: the numbers pass all bounds within a few steps.</summary>
    public static ModelFault NanPhysics => new(
        "nan_physics",
        """<mujoco><option timestep="0.1"/><worldbody><body><joint type="slide" stiffness="10000" springref="1"/><geom size=".1" mass="1"/></body></worldbody></mujoco>""",
        ["simulation_diverged"]);

    /// <summary>Boxes that fall onto a plane: once all touch it, their contacts need more of MuJoCo's stack than the model grants, which MuJoCo takes as fatal.</summary>
    public static ModelFault FatalEngineError => new(
        "fatal_engine_error",
        $"""
        <mujoco><size nstack="4000"/><worldbody><geom type="plane" size="9 9 .1"/>{string.Concat(Enumerable.Range(0, 8).Select(static i =>
            $"""<body pos="{i} 0 .3"><freejoint/><geom type="box" size=".1 .1 .1"/></body>"""))}</worldbody></mujoco>
        """,
        ["viewer_crashed"]);

    /// <summary>A model whose data need 320 MB, in a process that may have 64 more.</summary>
    public static ModelFault MemoryBlowUp => new(
        "memory_blow_up", """<mujoco><size nstack="40000000"/><worldbody/></mujoco>""", ["viewer_crashed", "capacity_exhausted", "model_invalid"], isMemory: true);

    public string Kind { get; }

    public FaultScope Scope => FaultScope.Session;

    public bool StrikesInCalls => false;

    public string? WhyNot(FaultSite site) => null;

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (_isMemory && !Tighten(target.Viewer)) return Injection.Impossible("the viewer's memory limit can't be set");
        var reply = await target.CallAsync("load_model", new() { ["model_id"] = ModelId, ["xml"] = _xml }, cancellation);
        var isLoaded = !reply.IsError;
        if (isLoaded && !_isMemory) reply = await target.CallAsync("step_simulation", new() { ["model_id"] = ModelId, ["steps"] = Steps }, cancellation);
        var complaint = await ComplaintAsync(target, reply, cancellation);
        if (isLoaded)
        {
            var closed = await target.CallAsync("close_model", new() { ["model_id"] = ModelId }, cancellation);
            if (closed.IsError) complaint ??= $"its model can't be closed: {closed.Describe()}";
        }

        return new Injection { Began = reply.Sent, EndsViewer = _isMemory ? null : _expected.Contains("viewer_crashed"), Complaint = complaint };
    }

    private async Task<string?> ComplaintAsync(FaultTarget target, ToolReply reply, CancellationToken cancellation)
    {
        // The command is tried again in a fresh process, whose limit is the usual one: so a success is right too, if a process was lost for it.
        if (!reply.IsError && _isMemory)
        {
            var info = await target.CallAsync("get_session_info", [], cancellation);
            var isLimited = info.Content.GetProperty("viewer") is { ValueKind: JsonValueKind.Object } viewer && viewer.GetProperty("pid").GetInt32() == target.Viewer;
            return isLimited ? "the model fitted into a limit that is too small for it" : null;
        }

        return reply.IsError && _expected.Contains(reply.Code) ? null : $"answered with {reply.Describe()}, not {string.Join(" or ", _expected)}";
    }

    private static bool Tighten(int pid)
    {
        var data = File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmData:", StringComparison.Ordinal));
        var has = ulong.Parse(data.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
        return LinuxCalls.SetLimit(pid, LinuxCalls.DataSize, has + OwnLimit) is not null;
    }
}
