using System.Text.Json;
using System.Text.Json.Serialization;

namespace MujocoMcp.FaultInjection.Report;

/// <summary>What a run found. Every number but the sizes should be 0.</summary>
public sealed record ChaosReport
{
    public required IReadOnlyList<FaultReport> Faults { get; init; }

    /// <summary>Commands that were answered and whose effect was gone afterwards.</summary>
    public required int LostAcknowledged { get; init; }

    /// <summary>Digests that the undisturbed twin never had.</summary>
    public required int WrongStates { get; init; }

    /// <summary>Calls of sessions without a fault that failed, or took more than 5 times their own p99 of calm times.</summary>
    public required int CrossSessionEffects { get; init; }

    /// <summary>Those of them that failed: a count that no shortage of processors can raise.</summary>
    [JsonIgnore]
    public int FailedBystanders { get; init; }

    public required int Orphans { get; init; }

    public required int LeakedPorts { get; init; }

    public required int LeakedDescriptors { get; init; }

    public required int LeakedFiles { get; init; }

    /// <summary>From a fault, or its end, to the victim's next answer.</summary>
    public required RecoveryTimes RecoveryMs { get; init; }

    public required int Seed { get; init; }

    public required int Sessions { get; init; }

    /// <summary>Commands that were answered, reads included.</summary>
    public required int Commands { get; init; }

    /// <summary>Whether all that is promised held: nothing is lost, wrong, disturbed or left, and every injected fault was recovered from.</summary>
    [JsonIgnore]
    public bool AllHold =>
        LostAcknowledged + WrongStates + CrossSessionEffects + Orphans + LeakedPorts + LeakedDescriptors + LeakedFiles == 0
        && Faults.All(static fault => fault.Recovered == fault.Injected) && Faults.Any(static fault => fault.Injected > 0);

    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.ChaosReport);
}

/// <summary>How one kind of fault fared.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Injected">So many happened.</param>
/// <param name="Recovered">So many of them were recovered from.</param>
/// <param name="NotInjected">Why one or all of them could not be injected; null where all were.</param>
public sealed record FaultReport(string Kind, int Injected, int Recovered, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NotInjected)
{
    /// <summary>The longest recovery, ms; null where none was timed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? SlowestMs { get; init; }
}

/// <summary>How long recoveries took, ms.</summary>
public sealed record RecoveryTimes(double P50, double P99, double Max);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ChaosReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
