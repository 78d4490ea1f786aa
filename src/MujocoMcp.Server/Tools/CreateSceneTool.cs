using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Scenes;

namespace MujocoMcp.Server.Tools;

internal sealed class CreateSceneTool : LoadTool
{
    private readonly SceneLibrary _scenes;
    private readonly Argument<string> _sceneType;
    private readonly Argument<KeyValuePair<string, double>[]> _parameters;

    public CreateSceneTool(SceneLibrary scenes)
    {
        _scenes = scenes;
        _sceneType = new("scene_type", new ChoiceShape([.. scenes.Names]), "") { IsRequired = true };
        _parameters = new("parameters", new MapShape<double>(new NumberShape(), "parameter"), $"SI units; {scenes.ParameterSummary}");
        Arguments = new(_sceneType, _parameters, CommonArguments.Model, CommonArguments.Keyframe, CommonArguments.Session, CommonArguments.Key);
    }

    public override string Name => "create_scene";

    public override string Title => "Create scene";

    public override string Description =>
        "Load a built-in model, replacing the one under model_id (default main). Answers its joints, actuators (ctrlrange), sensors and keyframes.";

    public override ArgumentSet Arguments { get; }

    protected override async ValueTask<SessionCommand> CommandAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken)
    {
        Scene scene = _scenes[arguments.Require(_sceneType)];
        string xml = scene.Fill(arguments.Get(_parameters) ?? []);
        string source = await StoreAsync(new ModelSource(xml, []), call, cancellationToken);
        return new LoadModel(arguments.Get(CommonArguments.Model), scene.Name, source, Path: null, arguments.Get(CommonArguments.Keyframe));
    }
}
