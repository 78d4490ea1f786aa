namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>What a frame tells beside the scene.</summary>
internal readonly record struct FrameFacts(uint Sequence, uint Generation, double RealTimeFactor, bool IsPlaying);
