using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class LoadModelTool : LoadTool
{
    private const int LongestPath = 4096;
    private const int BytesPerMiB = 1024 * 1024;

    private readonly long _maxBytes;
    private readonly ModelPaths _paths;
    private readonly Argument<string> _xml;
    private readonly Argument<string> _path = new("path", new TextShape(LongestPath), "File inside the model roots");
    private readonly Argument<KeyValuePair<string, string>[]> _assets;

    public LoadModelTool(ModelPaths paths, int maxSourceMiB)
    {
        _paths = paths;
        _maxBytes = (long)maxSourceMiB * BytesPerMiB;
        _xml = new("xml", new TextShape((int)_maxBytes), "MJCF or URDF");
        _assets = new("assets", new MapShape<string>(new TextShape((int)(_maxBytes / 3 * 4) + 4), "file name"), "{file name in xml: base64}");
        Arguments = new(_xml, _path, _assets, CommonArguments.Model, CommonArguments.Keyframe, CommonArguments.Session, CommonArguments.Key);
    }

    public override string Name => "load_model";

    public override string Title => "Load model";

    public override string Description =>
        "Load your own model from xml (with assets) or path; replaces the one under model_id (default main) with its snapshots.";

    public override ArgumentSet Arguments { get; }

    protected override async ValueTask<SessionCommand> CommandAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken)
    {
        string? xml = arguments.Get(_xml);
        string? path = arguments.Get(_path);
        KeyValuePair<string, string>[]? assets = arguments.Get(_assets);
        if (xml is null == path is null)
            throw InvalidArgument.Because("Exactly one of 'xml' and 'path' must be given.", "xml", null, "MJCF text here, or a file as 'path'");
        if (path is not null && assets is not null)
            throw InvalidArgument.Because("'assets' belong to 'xml': a file at 'path' names its own.", "assets", null, "nothing beside 'path'");

        string? model = arguments.Get(CommonArguments.Model);
        string? keyframe = arguments.Get(CommonArguments.Keyframe);
        if (path is not null) return new LoadModel(model, Path.GetFileNameWithoutExtension(path), SourceBlob: null, _paths.Resolve(path), keyframe);

        string source = await StoreAsync(new ModelSource(xml!, Decode(assets ?? [], xml!.Length)), call, cancellationToken);
        return new LoadModel(model, Name: null, source, Path: null, keyframe);
    }

    private SourceFile[] Decode(KeyValuePair<string, string>[] assets, long total)
    {
        var files = new SourceFile[assets.Length];
        for (int i = 0; i < assets.Length; i++)
        {
            (string name, string text) = assets[i];
            files[i] = new SourceFile(name, Decode(name, text));
            total += files[i].Content.Length;
            if (total > _maxBytes)
                throw InvalidArgument.Because($"The model is larger than {_maxBytes} bytes.", "assets", $"more than {total} bytes", $"at most {_maxBytes} bytes in all", "Put the files into a model root and use 'path'.");
        }

        return files;
    }

    private static byte[] Decode(string name, string text)
    {
        byte[] content = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, content, out int length)
            ? content[..length]
            : throw InvalidArgument.Because($"Asset '{InvalidArgument.Cut(name)}' is no base64.", $"assets.{InvalidArgument.Cut(name)}", InvalidArgument.Cut(text), "the file's bytes in base64 (RFC 4648, with padding)");
    }
}
