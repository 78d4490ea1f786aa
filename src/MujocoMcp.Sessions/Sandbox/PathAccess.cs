namespace MujocoMcp.Sessions.Sandbox;

/// <summary>What may be done below a path. The values are Landlock's.</summary>
[Flags]
internal enum PathAccess : ulong
{
    Run = 1 << 0,
    WriteFile = 1 << 1,
    ReadFile = 1 << 2,
    List = 1 << 3,

    /// <summary>Read files and list folders.</summary>
    Read = ReadFile | List,

    ReadAndRun = Read | Run,
}
