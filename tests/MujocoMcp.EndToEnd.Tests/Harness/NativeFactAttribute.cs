namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>A figure that is promised for the viewer compiled ahead of time, and compared with a C program: elsewhere it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (!File.Exists("/usr/include/mujoco/mujoco.h")) Skip = "MuJoCo's headers aren't on this machine.";
        else if (File.Exists(Path.Combine(Path.GetDirectoryName(Repository.Viewer)!, "mujoco-viewer.dll"))) Skip = "The viewer isn't compiled ahead of time here: no C toolchain.";
    }
}
