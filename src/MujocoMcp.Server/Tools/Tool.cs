using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool: a call of it is translated into one message, and the reply presented as its answer. Holds nothing of a call.</summary>
internal abstract class Tool
{
    public abstract string Name { get; }

    /// <summary>For people.</summary>
    public abstract string Title { get; }

    /// <summary>For an agent that reads nothing else.</summary>
    public abstract string Description { get; }

    /// <summary>The group that it is switched on with: one of <see cref="ToolGroups.Available"/>.</summary>
    public virtual string Group => ToolGroups.Core;

    public abstract ToolEffect Effect { get; }

    public abstract ArgumentSet Arguments { get; }

    /// <summary>Null where an answer has no structured content.</summary>
    public abstract AnswerSchema? Answer { get; }

    /// <summary>Makes the message that the sessions are sent. Waits only for what is too large for a message to be stored.</summary>
    /// <exception cref="Contracts.Errors.FailureException">The call can't be made.</exception>
    public abstract ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken);

    /// <summary>Makes the answer from the reply to that message, whose observations have been brought in.</summary>
    public abstract ToolAnswer Present(object reply, ToolArguments arguments);
}
