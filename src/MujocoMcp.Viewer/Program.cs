using System.Globalization;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Engine;
using MujocoMcp.Viewer.Page;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Rpc;
using MujocoMcp.Viewer.Sandbox;
using MujocoMcp.Viewer.Shaders;
using MujocoMcp.Viewer.Simulation;

const int MostDrawingThreads = 4;

if (args is [ShaderCache.Command])
    return ShaderCache.Fill();

if (ViewerArguments.Parse(args) is not { } arguments)
{
    Log.Write(ViewerArguments.Usage);
    return ViewerExitCodes.WrongUsage;
}

// In this order: a parent that ends after the request kills this process, one that ended before has another id.
Posix.KillWithParent();
if (Posix.ParentId() != arguments.Parent)
{
    Log.Write($"the parent is process {Posix.ParentId()}, not {arguments.Parent}");
    return ViewerExitCodes.WrongUsage;
}

OwnLimits.Apply(arguments);
if (arguments.IsFilterRequired is { } isRequired && SystemCallFilter.Install(arguments.ArePathsRestricted) is { } refusal)
{
    Log.Write($"its system calls can't be filtered: {refusal}");
    if (isRequired)
        return ViewerExitCodes.NotContained;
}

// Before any other thread may read the environment. Mesa would draw with a thread a core: beyond a few, a picture comes hardly sooner, at the other sessions' cost.
Posix.SetVariable("LP_NUM_THREADS", Math.Min(Environment.ProcessorCount, MostDrawingThreads).ToString(CultureInfo.InvariantCulture));
ShaderCache.Use();

var streams = StandardStreams.TakeForRpc();
var trim = new MemoryTrim();
using var lanes = new Lanes();
// The engine opens on a simulation thread while this one sets up RPC.
var engine = lanes.Main.RunAsync(_ => EngineState.Open(arguments.Mujoco, arguments.IsFilterRequired is not null));

var input = new InputPump(streams.FromParent);
using var connection = new RpcConnection(streams.ToParent, input.Output);
var table = new SimulationTable();
using var page = new PageHost(lanes, table, () => engine.IsCompletedSuccessfully ? engine.Result.Library : null, () => connection.Events);
connection.Serve(new ViewerService(lanes, table, engine, page, trim));
input.Start();

var state = await engine;
try
{
    var hello = new ViewerHello(ViewerHello.CurrentContract, Environment.ProcessId, state.Identity, state.Failure);
    await await Task.WhenAny(connection.Completion, new HeartbeatLoop(connection.Events, lanes, trim).RunAsync(hello));
}
catch (Exception broken)
{
    // Whatever it was, nobody hears this process any more.
    Log.Write($"the connection to the parent broke: {broken.Message}");
    Posix.Exit(1);
}

Posix.Exit(0);
return 0;
