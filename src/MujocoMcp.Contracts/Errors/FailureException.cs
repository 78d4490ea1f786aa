namespace MujocoMcp.Contracts.Errors;

/// <summary>Carries a <see cref="Failure"/> out of a nested call to where outcomes are made. Never crosses a process or an actor.</summary>
public sealed class FailureException(Failure failure) : Exception(failure.Message)
{
    /// <summary>What to answer.</summary>
    public Failure Failure { get; } = failure;
}
