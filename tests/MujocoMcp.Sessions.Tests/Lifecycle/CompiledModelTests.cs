using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class CompiledModelTests : SessionsSpec
{
    private const string Scene = "<mujoco model='scene'/>";

    [Fact]
    public async Task A_source_that_was_compiled_before_is_not_compiled_again_and_recovers_like_the_first()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var compiled = await first.LoadAsync(Scene);
        Assert.Equal(compiled.Digest, (await second.LoadAsync(Scene)).Digest);
        Assert.Equal([(true, false), (false, true)], Loads());

        await first.CloseAsync();
        var digest = (await second.StepAsync(3)).Digest;
        Machine.Processes.Single(process => process.Session == second.Id).Die(Exits.Sigkill);
        await second.UntilRecoveredAsync(1);
        Assert.Equal(digest, await second.DigestAsync());
    }

    [Fact]
    public async Task Another_source_is_compiled()
    {
        await (await OpenAsync()).LoadAsync(Scene);
        await (await OpenAsync()).LoadAsync(Scene + " ");
        Assert.All(Loads(), static load => Assert.Equal((true, false), load));
    }

    [Fact]
    public async Task What_a_process_compiles_after_a_model_of_somebody_else_is_believed_by_nobody_else()
    {
        var first = await OpenWithModelAsync(1);
        await first.LoadAsync(Scene);
        await (await OpenAsync()).LoadAsync(Scene);
        Assert.Equal([(true, false), (true, false), (true, false)], Loads());
    }

    [Fact]
    public async Task A_model_whose_compiler_warned_is_compiled_again_and_warns_again()
    {
        var warnings = new List<string>();
        foreach (var session in new[] { await OpenAsync(), await OpenAsync() })
            warnings.AddRange((await session.TryLoadAsync("<mujoco model='warns'/>")).Warnings.Select(static warning => warning.Code));
        Assert.Equal(["toy", "toy"], warnings);
    }

    [Fact]
    public async Task A_viewer_that_can_not_use_the_binary_compiles_the_source()
    {
        await (await OpenAsync()).LoadAsync(Scene);
        Machine.RefusesBinaries = true;
        Assert.NotNull((await (await OpenAsync()).LoadAsync(Scene)).Digest);
        Assert.Equal([(true, false), (false, true), (true, false)], Loads());
    }

    [Fact]
    public async Task A_keyframe_that_is_not_there_is_refused_as_before()
    {
        await (await OpenAsync()).LoadAsync(Scene);
        var refused = await (await OpenAsync()).TryLoadAsync(Scene, keyframe: "nowhere");
        Assert.Contains("nowhere", refused.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_load_costs_nothing_where_nothing_can_be_stored_either()
    {
        await (await OpenAsync()).LoadAsync(Scene);
        var session = await OpenWithModelAsync(3);
        var digest = await session.DigestAsync();
        Store.IsFull = true;
        Assert.Contains("nowhere", (await session.TryLoadAsync(Scene, keyframe: "nowhere")).Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(digest, await session.DigestAsync());
        Assert.Equal(2, Machine.Launches);

        Assert.Equal(ErrorCode.StorageUnavailable, (await session.TryLoadAsync(Scene)).Failure!.Code);
        Store.IsFull = false;
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task A_binary_that_a_viewer_was_lost_with_is_not_used_again()
    {
        await (await OpenAsync()).LoadAsync(Scene);
        var session = await OpenAsync();
        Machine.KillAt(static call => call.Request is LoadRequest { Binary: not null }, Exits.Sigsegv);
        await session.LoadAsync(Scene);
        Assert.Equal([(true, false), (true, false)], Loads());
    }

    [Fact]
    public async Task More_than_they_may_take_is_not_kept()
    {
        var large = $"<mujoco model='{new string('x', Options.CompiledModelsMiB * 1024 * 1024)}'/>";
        foreach (var session in new[] { await OpenAsync(), await OpenAsync() }) await session.LoadAsync(large);
        Assert.All(Loads(), static load => Assert.Equal((true, false), load));
    }

    private IEnumerable<(bool Source, bool Binary)> Loads() =>
        Machine.Calls.Select(static call => call.Request).OfType<LoadRequest>().Select(static load => (load.Source is not null, load.Binary is not null));
}
