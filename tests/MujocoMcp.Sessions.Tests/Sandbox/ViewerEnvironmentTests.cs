using MujocoMcp.Sessions.Sandbox;

namespace MujocoMcp.Sessions.Tests.Sandbox;

public sealed class ViewerEnvironmentTests
{
    [Fact]
    public void A_viewer_gets_what_it_needs_and_no_secret()
    {
        var picked = ViewerEnvironment.Pick(
            new Dictionary<string, string>
            {
                ["AWS_SECRET_ACCESS_KEY"] = "x", ["MUJOCO_MCP__Server__Token"] = "x", ["PATH"] = "/bin", ["SSH_AUTH_SOCK"] = "/tmp/s", ["LD_PRELOAD"] = "x.so",
                ["HOME"] = "/home/me", ["MUJOCO_PATH"] = "/opt/mujoco", ["LD_LIBRARY_PATH"] = "/opt/lib", ["LIBGL_DRIVERS_PATH"] = "/dri", ["__EGL_VENDOR_LIBRARY_DIRS"] = "/egl",
                ["MESA_DEBUG"] = "context", ["MESA_SHADER_CACHE_DIR"] = "/home/me/.cache", ["CHOSEN"] = "yes", ["DOTNET_EnableDiagnostics"] = "1",
            },
            ["CHOSEN"]);
        Assert.Equal(
            ["CHOSEN", "DOTNET_EnableDiagnostics", "HOME", "LD_LIBRARY_PATH", "LIBGL_DRIVERS_PATH", "MESA_DEBUG", "MUJOCO_PATH", "__EGL_VENDOR_LIBRARY_DIRS"],
            picked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("0", picked["DOTNET_EnableDiagnostics"]);
    }
}
