using MujocoMcp.Contracts.Errors;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.State;

/// <summary>What a command needs of the viewer, or why it is refused. One of the two is null.</summary>
internal readonly record struct CommandPlan(ViewerRequest? Request, Failure? Refusal)
{
    public static implicit operator CommandPlan(ViewerRequest request) => new(request, null);

    public static implicit operator CommandPlan(Failure refusal) => new(null, refusal);
}
