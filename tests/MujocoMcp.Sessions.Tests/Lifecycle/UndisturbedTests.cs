using CsCheck;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

/// <summary>The promise as a property: whatever befalls viewers and journal, what was acknowledged is what an undisturbed run would have given.</summary>
public class UndisturbedTests : SessionsSpec
{
    private static readonly Gen<Deed> Deeds = Gen.Select(Gen.Frequency(
        (6, Gen.Const(Kind.Step)), (2, Gen.Const(Kind.Control)), (1, Gen.Const(Kind.Position)), (1, Gen.Const(Kind.Reset)), (1, Gen.Const(Kind.Save)), (1, Gen.Const(Kind.Restore)),
        (1, Gen.Const(Kind.Explode)), (2, Gen.Const(Kind.KillIdle)), (3, Gen.Const(Kind.KillAtNextCall)), (1, Gen.Const(Kind.KillTwice)), (1, Gen.Const(Kind.KillAtReplay)),
        (1, Gen.Const(Kind.RejectNextWrite)), (1, Gen.Const(Kind.Terminate)), (1, Gen.Const(Kind.Rebuild))), Gen.Int[1, 40], static (kind, size) => new Deed(kind, size));

    internal override SessionsOptions Options { get; } = new() { MaxSessions = 10_000, Restarts = new RestartOptions { Intensity = 1000, FreeRestarts = 1000 } };

    [Fact]
    public async Task Whatever_happens_the_state_is_that_of_an_undisturbed_run_of_what_was_acknowledged()
    {
        Machine.StepCostMs = 1;
        await Deeds.Array[5, 30].SampleAsync(RunAsync, iter: 60, threads: 1);
    }

    private async Task RunAsync(Deed[] deeds)
    {
        var session = await OpenWithModelAsync(0);
        var oracle = new ToyModel("<mujoco/>");
        var snapshots = new Dictionary<string, ToyState>();
        foreach (var (kind, size) in deeds)
        {
            switch (kind)
            {
                case Kind.KillIdle: Newest().Die(Exits.Sigsegv); continue;
                case Kind.KillAtNextCall: KillAt(Mine, 1); continue;
                case Kind.KillTwice: KillAt(Mine, 2); continue;
                case Kind.KillAtReplay: KillAt(call => Mine(call) && call.IsReplay, 1); continue;
                case Kind.RejectNextWrite: RejectNextWrite(); continue;
                case Kind.Terminate: await session.TerminateAsync(); continue;
                case Kind.Rebuild: await session.SendAsync(new Nonsense()); continue;
            }

            var label = snapshots.Count == 0 ? "none" : snapshots.Keys.ElementAt(size % snapshots.Count);
            SessionCommand command = kind switch
            {
                Kind.Step => Commands.Step(size),
                Kind.Control => Commands.SetControl(size),
                Kind.Position => Commands.SetPosition(size),
                Kind.Reset => new Operate(null, new Reset(size % 2 == 0 ? "home" : null), []),
                Kind.Save => new SaveSnapshot(null, null),
                Kind.Restore => new RestoreSnapshot(null, label, []),
                _ => Commands.Step(size, FakeViewer.Explosive),
            };
            var reply = await session.SendAsync(command);
            Acknowledge(reply, command, oracle, snapshots);
        }

        Assert.Equal(oracle.Digest, await session.DigestAsync());
        Assert.Equal(oracle.State.Step, (await session.InfoAsync()).Models[0].Clock.Step);
        Assert.Equal(1, Machine.MostAlivePerSession);
        await session.CloseAsync();

        FakeProcess Newest() => Machine.Processes.Last(process => process.Session == session.Id);
        bool Mine(FakeCall call) => call.Process.Session == session.Id && call.Name is not "listen";
        void KillAt(Func<FakeCall, bool> which, int times) => Machine.KillAt(which, Exits.Sigsegv, times);
        void RejectNextWrite()
        {
            var rejected = 0;
            Journal.OnWrite = _ => Interlocked.Increment(ref rejected) == 1 ? new IOException("disk full") : null;
        }
    }

    /// <summary>Does to the oracle what the answer says was done.</summary>
    private static void Acknowledge(SessionReply reply, SessionCommand command, ToyModel oracle, Dictionary<string, ToyState> snapshots)
    {
        if (reply.Failure is { } failure)
        {
            ErrorCode[] honest = [ErrorCode.ViewerCrashed, ErrorCode.StorageUnavailable, ErrorCode.SimulationDiverged, ErrorCode.UnknownName];
            Assert.Contains(failure.Code, honest);
            if (failure.Code != ErrorCode.SimulationDiverged) return;
        }

        switch (command)
        {
            case Operate { Operation: Step step }:
                if (step.Control?.All is [var control]) oracle.State = oracle.State with { Ctrl = control };
                var done = reply.Failure?.StepsDone ?? ((Operated)reply.Answer!).StepsDone;
                for (var i = 0; i < done; i++) oracle.Step();
                break;
            case Operate { Operation: SetControl set }: oracle.State = oracle.State with { Ctrl = set.Control.All![0] }; break;
            case Operate { Operation: SetState set }: oracle.State = oracle.State with { X = set.Qpos![0] }; break;
            case Operate { Operation: Reset reset }: oracle.Reset(reset.Keyframe); break;
            case SaveSnapshot: snapshots[((SnapshotSaved)reply.Answer!).SnapshotId] = oracle.State; break;
            case RestoreSnapshot restore: oracle.State = snapshots[restore.Snapshot]; break;
        }

        if (reply.Answer is Operated operated) Assert.Equal(oracle.Digest, operated.Digest);
    }

    private enum Kind
    {
        Step, Control, Position, Reset, Save, Restore, Explode, KillIdle, KillAtNextCall, KillTwice, KillAtReplay, RejectNextWrite, Terminate, Rebuild,
    }

    private sealed record Deed(Kind Kind, int Size);

    // A command that the session can't plan: it throws, and is rebuilt from its journal.
    private sealed record Nonsense : SessionCommand;
}
