using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Server.Tools;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

internal static class TestCatalog
{
    public const string EngineVersion = "2.2.2";

    /// <summary>The product's tools, with an engine that needs no process.</summary>
    public static ToolCatalog Create() => new(
        new ServerOptions(),
        new SessionsOptions { ModelRoots = ["/usr/share"] },
        SceneLibrary.Embedded(),
        new EngineInquiry(static _ => Task.FromResult<ViewerHello?>(new ViewerHello(1, 1, new EngineIdentity(EngineVersion, "", "", "", ""), null))),
        new PageLinks());
}
