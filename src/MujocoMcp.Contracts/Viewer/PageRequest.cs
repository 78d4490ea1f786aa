using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using PolyType;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>What a person does on the page, asked of the session: it is ordered with the agent's calls and takes the same road.</summary>
/// <param name="Session">Whose page it was.</param>
[DerivedTypeShape(typeof(PageOperate), Tag = 1)]
[DerivedTypeShape(typeof(PagePlay), Tag = 2)]
[DerivedTypeShape(typeof(PagePause), Tag = 3)]
[DerivedTypeShape(typeof(PageSpeed), Tag = 4)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(PageOperate), "operate")]
[JsonDerivedType(typeof(PagePlay), "play")]
[JsonDerivedType(typeof(PagePause), "pause")]
[JsonDerivedType(typeof(PageSpeed), "speed")]
public abstract record PageRequest(string Session);

/// <summary>Applies an operation to a model.</summary>
/// <param name="Session">Whose page it was.</param>
/// <param name="Action">What the page calls it: <c>set_control</c>.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Operation">The operation.</param>
public sealed record PageOperate(string Session, string Action, string ModelId, Operation Operation) : PageRequest(Session);

/// <summary>Plays a model, in the place of one that may be playing.</summary>
/// <param name="Session">Whose page it was.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Speed">Simulated seconds a second; null leaves it.</param>
public sealed record PagePlay(string Session, string ModelId, double? Speed) : PageRequest(Session);

/// <summary>Pauses what plays, at a step boundary.</summary>
public sealed record PagePause(string Session) : PageRequest(Session);

/// <summary>Sets how fast models are played, now or later.</summary>
/// <param name="Session">Whose page it was.</param>
/// <param name="Speed">Simulated seconds a second.</param>
public sealed record PageSpeed(string Session, double Speed) : PageRequest(Session);

/// <summary>The session's answer to a <see cref="PageRequest"/>.</summary>
public sealed record PageAnswer
{
    /// <summary>Null where it was done.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Where the model stands after it; null where that says nothing.</summary>
    public ModelClock? Clock { get; init; }

    public long StepsDone { get; init; }

    /// <summary>Actuators whose control was cut to their range.</summary>
    public string[] Clamped { get; init; } = [];

    /// <summary>An answer that says why not.</summary>
    public static PageAnswer Failed(Failure failure) => new() { Failure = failure };
}
