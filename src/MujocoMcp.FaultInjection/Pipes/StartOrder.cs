namespace MujocoMcp.FaultInjection.Pipes;

/// <summary>What the next viewer that is started does before it is one.</summary>
/// <param name="Delay">It waits so long.</param>
/// <param name="ExitCode">It ends with this code and never becomes a viewer; null to go on.</param>
internal sealed record StartOrder(TimeSpan Delay, int? ExitCode)
{
    /// <summary>Done when a start has obeyed it.</summary>
    public TaskCompletionSource Obeyed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
