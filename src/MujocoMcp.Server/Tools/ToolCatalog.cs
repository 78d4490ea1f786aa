using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Engine;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tools;

/// <summary>The tools that this server has, in the order in which clients see them.</summary>
internal sealed class ToolCatalog
{
    private readonly Dictionary<string, Tool> _byName;

    public ToolCatalog(ServerOptions server, SessionsOptions sessions, SceneLibrary scenes, EngineInquiry engine, PageLinks links)
    {
        Tool[] tools =
        [
            new CreateSceneTool(scenes),
            new LoadModelTool(new ModelPaths(sessions.ModelRoots), server.MaxModelMiB),
            new InspectModelTool(),
            new StepSimulationTool(server.MaxSteps),
            new RunUntilTool(server.MaxSteps),
            new GetStateTool(),
            new GetContactsTool(),
            new RenderTool(),
            new OpenViewerTool(links),
            new CloseViewerTool(),
            new SetStateTool(),
            new SetControlTool(),
            new ResetSimulationTool(),
            new SaveSnapshotTool(),
            new RestoreSnapshotTool(),
            new CloseModelTool(),
            new OpenSessionTool(links),
            new CloseSessionTool(),
            new GetSessionInfoTool(),
            new GetServerInfoTool(server, sessions, engine),
            new GetProcessPoolStatsTool(),
            new ListActiveProcessesTool(),
            new TerminateProcessTool(),
        ];
        string[] groups = ToolGroups.Active(server.Caps);
        All = [.. tools.Where(tool => groups.Contains(tool.Group, StringComparer.Ordinal))];
        _byName = All.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Tool> All { get; }

    /// <summary>The tools of a configuration, to be looked at: there is no engine to ask.</summary>
    public static ToolCatalog Of(ProgramOptions options) =>
        new(options.Server, options.Sessions, SceneLibrary.Embedded(), new EngineInquiry(static _ => Task.FromResult<ViewerHello?>(null)), new PageLinks());

    /// <summary>The tool of that name; null where there is none.</summary>
    public Tool? Find(string name) => _byName.GetValueOrDefault(name);
}
