namespace MujocoMcp.Server.Mcp;

/// <summary>How far a call is.</summary>
/// <param name="Progress">Steps done; rises with every report, as MCP asks.</param>
/// <param name="Total">Steps in all; null while unknown.</param>
/// <param name="Message">For people.</param>
internal sealed record CallProgress(float Progress, float? Total, string Message);
