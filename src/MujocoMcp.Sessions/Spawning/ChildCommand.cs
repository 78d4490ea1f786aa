namespace MujocoMcp.Sessions.Spawning;

/// <summary>A program to start, with all the environment that it gets.</summary>
internal sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);
