using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Run;
using MujocoMcp.FaultInjection.Tests.Latency;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Tests.Run;

/// <summary>The harness finds what a server does wrong: here one that does it on purpose.</summary>
public sealed class DrivenSessionTests : IAsyncLifetime
{
    private readonly ToyServer _server = new("struck");
    private readonly ToyServer _twin = new("twin");
    private readonly Findings _findings = new(static _ => { });
    private readonly DrivenSession _session;

    public DrivenSessionTests() =>
        _session = new DrivenSession(new PlannedSession(0, ModelChoice.All[0], IsWrapped: false, WorkSeed: 1), _server, _twin, _findings);

    public Task InitializeAsync() => _session.OpenAsync(CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_server_that_keeps_its_promises_is_found_good()
    {
        for (var i = 0; i < 300; i++) Assert.Null((await _session.GoOnAsync(CancellationToken.None)).Complaint);
        Assert.Equal((0, 0, 0), (_findings.LostAcknowledged, _findings.WrongStates, _findings.FailedBystanders));
        Assert.True(_findings.Commands >= 300);
    }

    [Fact]
    public async Task A_command_that_was_acknowledged_and_swallowed_is_found_at_once()
    {
        await StepAsync(3);
        _server.SwallowsNext = true;
        Assert.NotNull((await _session.StepLongAsync(CancellationToken.None)).Complaint);
        Assert.Equal((1, 0), (_findings.LostAcknowledged, _findings.WrongStates));
    }

    [Fact]
    public async Task Commands_that_were_lost_in_a_recovery_are_counted()
    {
        await StepAsync(5);
        _server.FallBack(2);
        Assert.NotNull((await _session.ReadAsync(CancellationToken.None)).Complaint);
        Assert.Equal((2, 0), (_findings.LostAcknowledged, _findings.WrongStates));
    }

    [Fact]
    public async Task A_state_that_never_was_is_found_and_counted_once()
    {
        await StepAsync(2);
        _server.CorruptsNext = true;
        await StepAsync(1);
        await StepAsync(5);
        Assert.Equal((0, 1), (_findings.LostAcknowledged, _findings.WrongStates));
    }

    [Fact]
    public async Task A_twin_that_is_broken_is_found_too()
    {
        _twin.CorruptsNext = true;
        await StepAsync(1);
        Assert.Equal(1, _findings.LostAcknowledged + _findings.WrongStates);
    }

    [Fact]
    public async Task A_retry_that_is_run_instead_of_answered_is_found()
    {
        _server.ForgetsKeys = true;
        await WorkAsync(CallPhase.Beside);
        Assert.NotEqual(0, _findings.FailedBystanders);
    }

    [Fact]
    public async Task A_failed_call_counts_for_a_bystander_and_is_a_complaint_for_a_victim()
    {
        _server.FailsNextWith = "viewer_crashed";
        Assert.Contains("viewer_crashed", (await _session.ReadAsync(CancellationToken.None)).Complaint, StringComparison.Ordinal);
        Assert.Equal(0, _findings.FailedBystanders);
        _server.FailsNextWith = "viewer_crashed";
        await WorkAsync(CallPhase.Beside);
        Assert.Equal(1, _findings.FailedBystanders);
    }

    [Fact]
    public async Task An_error_that_a_struck_server_may_answer_and_its_absence_are_tried_again()
    {
        _server.Tolerated = new HashSet<string> { "storage_unavailable" };
        _server.FailsNextWith = "storage_unavailable";
        await StepAsync(1);
        _server.IsGoneAtNext = true;
        await StepAsync(1);
        Assert.Equal((0, 0, 0), (_findings.LostAcknowledged, _findings.WrongStates, _findings.FailedBystanders));
    }

    [Fact]
    public async Task What_went_wrong_while_its_server_was_struck_is_remembered_though_it_is_as_its_twin_again()
    {
        await WorkAsync(CallPhase.Struck);
        Assert.Null(_session.Complaint);
        _server.FailsNextWith = "session_failed";
        await WorkAsync(CallPhase.Struck);
        Assert.Null((await _session.ReadAsync(CancellationToken.None)).Complaint);
        Assert.Contains("session_failed", _session.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_gone_and_not_struck_counts_though_the_call_works_in_the_end()
    {
        _server.IsGoneAtNext = true;
        await WorkAsync(CallPhase.Beside);
        Assert.Equal(1, _findings.FailedBystanders);
    }

    [Fact]
    public async Task Calls_are_timed_by_what_went_on_meanwhile()
    {
        await WorkAsync(CallPhase.WarmUp);
        Assert.Equal((0, 0), (_session.Times.Calm.Count, _session.Times.Beside.Count));
        await WorkAsync(CallPhase.Calm);
        await WorkAsync(CallPhase.Beside);
        Assert.All([_session.Times.Calm, _session.Times.Beside, _session.Times.TwinCalm, _session.Times.TwinBeside], Assert.NotEmpty);
    }

    [Fact]
    public async Task What_a_viewer_waits_for_a_processor_is_noted_with_its_sessions_calls()
    {
        await WorkAsync(CallPhase.Beside);
        Assert.All(_session.Times.Beside, static call => Assert.Equal(TimeSpan.Zero, call.ViewerWaited));

        _server.Takes = TimeSpan.FromMilliseconds(20);
        // The toy's viewer is this process.
        await _session.WatchViewerAsync(CancellationToken.None);
        using (new BusyProcessors()) await WorkAsync(CallPhase.Beside);
        Assert.Contains(_session.Times.Beside, static call => call.ViewerWaited > TimeSpan.Zero);
    }

    private async Task StepAsync(int times)
    {
        for (var i = 0; i < times; i++) await _session.StepLongAsync(CancellationToken.None);
    }

    /// <summary>Until enough of every kind of command has been sent, or a bystander failed.</summary>
    private async Task WorkAsync(CallPhase phase)
    {
        const int enough = 40;
        using var stop = new CancellationTokenSource();
        var (commands, failed) = (_findings.Commands, _findings.FailedBystanders);
        var work = _session.WorkAsync(phase, stop.Token, CancellationToken.None);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!work.IsCompleted && _findings.Commands < commands + enough && _findings.FailedBystanders == failed) await look.WaitForNextTickAsync();
        await stop.CancelAsync();
        await work;
    }
}
