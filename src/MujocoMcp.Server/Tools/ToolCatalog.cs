using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tools;

/// <summary>The tools that this server has, in the order in which clients see them.</summary>
internal sealed class ToolCatalog
{
    private readonly Dictionary<string, Tool> _byName;

    public ToolCatalog(ServerOptions server, SessionsOptions sessions, SceneLibrary scenes, EngineInquiry engine)
    {
        All =
        [
            new CreateSceneTool(scenes),
            new LoadModelTool(new ModelPaths(sessions.ModelRoots), server.MaxModelMiB),
            new StepSimulationTool(server.MaxSteps),
            new GetStateTool(),
            new RenderTool(),
            new SetStateTool(),
            new SetControlTool(),
            new ResetSimulationTool(),
            new SaveSnapshotTool(),
            new RestoreSnapshotTool(),
            new CloseModelTool(),
            new OpenSessionTool(),
            new CloseSessionTool(),
            new GetSessionInfoTool(),
            new GetServerInfoTool(server, sessions, engine),
            new GetProcessPoolStatsTool(),
            new ListActiveProcessesTool(),
            new TerminateProcessTool(),
        ];
        _byName = All.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Tool> All { get; }

    /// <summary>The tool of that name; null where there is none.</summary>
    public Tool? Find(string name) => _byName.GetValueOrDefault(name);
}
