namespace MujocoMcp.Server.Hosting;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It ran and failed.</summary>
    public const int Failed = 1;

    /// <summary>Its command line or configuration can't be used.</summary>
    public const int WrongUsage = 2;

    /// <summary>This machine lacks something; the message says how to get it.</summary>
    public const int MachineLacks = 3;
}
