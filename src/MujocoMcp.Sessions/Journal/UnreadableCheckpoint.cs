namespace MujocoMcp.Sessions.Journal;

/// <summary>Stands for a checkpoint that is there and can't be read.</summary>
internal sealed record UnreadableCheckpoint(Exception Damage);
