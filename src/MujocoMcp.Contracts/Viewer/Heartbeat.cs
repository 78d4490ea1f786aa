using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>A sign of life from the viewer's RPC thread, with the simulation thread's progress.</summary>
/// <param name="Sequence">Counts from 1.</param>
/// <param name="Phase">What the simulation thread is doing.</param>
/// <param name="Request">Sequence number of the request in work; 0 where there is none.</param>
/// <param name="StepsDone">Steps done of that request.</param>
/// <param name="StepsTotal">Steps asked for by that request.</param>
/// <param name="Time">Simulated time, s, of the model in work.</param>
public sealed record Heartbeat(long Sequence, ViewerPhase Phase, long Request, long StepsDone, long StepsTotal, double Time)
{
    /// <summary>The time between two heartbeats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Sequence number of the request that the render thread draws for; 0 where it draws nothing.</summary>
    public long Drawing { get; init; }

    /// <summary>Requests that have begun and wait for their turn: in a shared viewer several are in work at once.</summary>
    public RequestProgress[] Beside { get; init; } = [];
}

/// <summary>How far a request is.</summary>
/// <param name="Request">Its sequence number.</param>
/// <param name="StepsDone">Steps done.</param>
/// <param name="StepsTotal">Steps asked for.</param>
/// <param name="Time">Simulated time, s, of its model.</param>
public sealed record RequestProgress(long Request, long StepsDone, long StepsTotal, double Time);

/// <summary>What a viewer's simulation thread is doing; each phase but the first has a budget of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewerPhase>))]
public enum ViewerPhase
{
    Idle,
    Loading,
    Stepping,
    Reading,
}
