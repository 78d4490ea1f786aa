using System.Diagnostics;
using MujocoMcp.FaultInjection.Pipes;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>Something happens on the pipes between a server and a viewer that is well.</summary>
internal sealed class PipeFault(string kind, int weight, Action<PipeRelay, Random> strike) : IFault
{
    private const int GarbageBytes = 4096;

    public static PipeFault Garbage => new("pipe_garbage", 9, static (relay, chance) =>
    {
        var garbage = new byte[GarbageBytes];
        chance.NextBytes(garbage);
        relay.Inject(garbage);
    });

    public static PipeFault Silence => new("pipe_silence", 6, static (relay, _) => relay.FallSilent());

    public static PipeFault HalfFrame => new("half_frame", 9, static (relay, _) => relay.HalveNext());

    public static PipeFault StdinClosed => new("stdin_closed", 9, static (relay, _) => relay.CloseInput());

    public string Kind => kind;

    public FaultScope Scope => FaultScope.WrappedSession;

    public int Weight => weight;

    public string? WhyNot(FaultSite site) => null;

    public Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (target.Wrapper?.Of(target.Viewer) is not { } relay) return Task.FromResult(Injection.Impossible("the viewer's pipes don't lead through the harness"));
        var began = Stopwatch.GetTimestamp();
        try
        {
            strike(relay, target.Chance);
            return Task.FromResult(new Injection { Began = began, EndsViewer = true });
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return Task.FromResult(Injection.Impossible("the viewer was gone"));
        }
    }
}
