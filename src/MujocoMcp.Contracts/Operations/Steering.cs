namespace MujocoMcp.Contracts.Operations;

/// <summary>What sets control inputs while steps are taken. Each actuator has at most one master here; its last value stays.</summary>
/// <param name="Feedback">Inputs that follow the simulation.</param>
/// <param name="Schedule">Inputs laid down in advance; null for none.</param>
public sealed record Steering(FeedbackLaw[] Feedback, ControlSchedule? Schedule);
