namespace MujocoMcp.Contracts.Operations;

/// <summary>A control input that follows the simulation: u = bias + Σ k · channel + wave, cut to the actuator's ctrlrange.</summary>
/// <param name="Actuator">Name or <c>#ID</c>.</param>
public sealed record FeedbackLaw(string Actuator)
{
    /// <summary>The constant part.</summary>
    public double Bias { get; init; }

    /// <summary>Factors by channel; each channel must be one number.</summary>
    public NamedValue[] Gains { get; init; } = [];

    /// <summary>The periodic part; null for none.</summary>
    public ControlWave? Wave { get; init; }

    /// <summary>Worked out anew at every so many steps of the command, its first included.</summary>
    public long Every { get; init; } = 1;
}

/// <summary>A sine of the simulated time: amplitude · sin(2π · frequency · time + phase).</summary>
/// <param name="Amplitude">In the actuator's own unit.</param>
/// <param name="Frequency">Hz.</param>
/// <param name="Phase">rad.</param>
public sealed record ControlWave(double Amplitude, double Frequency, double Phase);
