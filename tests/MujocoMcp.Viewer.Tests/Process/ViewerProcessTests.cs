using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

public sealed class ViewerProcessTests
{
    [Fact]
    public async Task A_viewer_says_hello_with_its_engine()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var hello = await viewer.Events.Hello;
        Assert.Equal(ViewerHello.CurrentContract, hello.ContractVersion);
        Assert.Equal(viewer.Child.Id, hello.Pid);
        Assert.Null(hello.EngineFailure);
        Assert.Matches(@"^\d+\.\d+\.\d+$", hello.Engine!.Version);
        Assert.Matches("^[0-9a-f]{16,}$", hello.Engine.MujocoBuild);
        Assert.Matches("^[0-9a-f]{16,}$", hello.Engine.MathBuild);
        Assert.NotEmpty(hello.Engine.CpuLevel);
    }

    [Fact]
    public async Task A_model_is_loaded_stepped_and_read()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var loaded = await viewer.LoadAsync(Models.Pendulum);
        Assert.Equal("pendulum", loaded.Model!.Name);
        var outcome = await viewer.Viewer.ExecuteAsync(new(2, "main", new Step(10, null, null)) { Observe = ["qpos", "bodies"] }, default);
        Assert.Null(outcome.Failure);
        Assert.Equal(10, outcome.StepsDone);
        Assert.Equal(10, outcome.Clock.Step);
        Assert.True(outcome.StateChanged);
        Assert.Contains(outcome.Observed.Channels, channel => channel.Name == "body:world.pos");
    }
}
