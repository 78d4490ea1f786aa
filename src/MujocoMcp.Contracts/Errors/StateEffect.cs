using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Errors;

/// <summary>What a failed command left behind.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StateEffect>))]
public enum StateEffect
{
    /// <summary>The simulation is as it was before the command.</summary>
    Unchanged,

    /// <summary>Part of the command was done and kept: see <see cref="Failure.StepsDone"/>.</summary>
    Advanced,

    /// <summary>Part of the command was done and undone by a recovery.</summary>
    RolledBack,
}
