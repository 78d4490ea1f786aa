using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>What can happen to a call between its request and its answer.</summary>
public sealed class CallLifeTests : RunningServer
{
    [Fact]
    public async Task An_unknown_tool_is_a_protocol_error()
    {
        var error = await Assert.ThrowsAsync<McpProtocolException>(() => CallAsync("step_simulaton"));
        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains("step_simulation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_reaches_the_client()
    {
        var seen = new TaskCompletionSource<ProgressNotificationValue>();
        Task<CallToolResult> call = CallAsync("step_simulation", new { steps = 100 }, new Reports(report =>
        {
            if (report.Progress >= 40) seen.TrySetResult(report);
        }));
        SessionRequest request = await RequestAsync();
        Sessions.Reply(new CommandProgress(request.CommandId, 40, 100, 0.08));
        ProgressNotificationValue told = await seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Sessions.Reply(Replies.Operated());
        await call;

        Assert.Equal((40, 100, "40 of 100 steps, t = 0.08 s"), (told.Progress, told.Total, told.Message));
    }

    [Fact]
    public async Task Silence_does_not_stop_the_progress()
    {
        var seen = new TaskCompletionSource();
        Task<CallToolResult> call = CallAsync("step_simulation", new { steps = 100 }, new Reports(_ => seen.TrySetResult()));
        await RequestAsync();
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Sessions.Reply(Replies.Operated());
        await call;
    }

    [Fact]
    public async Task The_end_of_the_input_ends_the_calls_in_flight_and_the_server()
    {
        _ = CallAsync("step_simulation", new { session_id = "s-1" });
        SessionRequest request = await RequestAsync();
        EndOfInput();
        Assert.Equal(request.CommandId, (await Sessions.ExpectMsgAsync<CancelCommand>()).CommandId);
        await Running.WaitAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_reply_that_makes_no_sense_fails_its_call_alone()
    {
        Task<CallToolResult> broken = CallAsync("step_simulation");
        await RequestAsync();
        var crashed = Sessions.LastSender;
        Task<CallToolResult> other = CallAsync("get_state");
        await RequestAsync();
        var sound = Sessions.LastSender;

        crashed.Tell(Replies.Info(), Sessions);
        Assert.Equal("internal", CodeOf(await broken));
        sound.Tell(Replies.Read(Replies.Vector("qpos", 1)), Sessions);
        Assert.Null(CodeOf(await other));
    }

    [Fact]
    public async Task Calls_are_answered_in_any_order()
    {
        Task<CallToolResult> slow = CallAsync("step_simulation");
        await RequestAsync();
        var first = Sessions.LastSender;
        Task<CallToolResult> quick = CallAsync("get_session_info");
        await RequestAsync();
        Sessions.Reply(Replies.Info());
        Assert.Null(CodeOf(await quick));
        Assert.False(slow.IsCompleted);
        first.Tell(Replies.Operated(), Sessions);
        await slow;
    }

    private static string? CodeOf(CallToolResult result) => result.IsError is true ? result.StructuredContent!.Value.GetProperty("code").GetString() : null;

    private sealed class Reports(Action<ProgressNotificationValue> report) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => report(value);
    }
}
