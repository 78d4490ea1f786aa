using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class RenderTool : SessionTool<PictureTaken>
{
    private const int LeastEdge = 16;

    private static readonly Argument<string> Camera = new("camera", new TextShape(512), "Name, #ID or free");

    private static readonly Argument<double[]> Lookat = new("lookat", new ListShape<double>(new NumberShape(), 3), "");
    private static readonly Argument<double> Distance = new("distance", new NumberShape(above: 0), "");
    private static readonly Argument<double> Azimuth = new("azimuth", new NumberShape(), "Degrees; 90 looks along +y");
    private static readonly Argument<double> Elevation = new("elevation", new NumberShape(), "Degrees; -90 looks down");
    private static readonly Argument<string> Track = new("track", new TextShape(512), "Body to look at");
    private static readonly Argument<ToolArguments> View = new(
        "view", new RecordShape<ToolArguments>(new ArgumentSet(Lookat, Distance, Azimuth, Elevation, Track), static pose => pose), "{lookat [x y z], distance, azimuth, elevation (degrees), track body}");

    private static readonly Argument<string> Mode = new("mode", Words<PictureMode>(), "");
    private static readonly Argument<long> Width = new("width", new IntegerShape(LeastEdge, PictureSpec.MaxEdge), "640");
    private static readonly Argument<long> Height = new("height", new IntegerShape(LeastEdge, PictureSpec.MaxEdge), "480");
    private static readonly Argument<string[]> Overlays = new("overlays", new ListShape<string>(Words<PictureOverlay>()), "");
    private static readonly Argument<long> Views = new("views", new IntegerShape(1, 4), "1 or 4");
    private static readonly Argument<string> Quality = new("quality", Words<PictureQuality>(), "");
    private static readonly Argument<string> Format = new("format", Words<PictureFormat>(), "");

    public override string Name => "render";

    public override string Title => "Render";

    public override string Description =>
        "Picture of a model, camera pose, visible geoms. Neither camera nor view: fitted.";

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } =
        new(Camera, View, Mode, Width, Height, Overlays, Views, Quality, Format, CommonArguments.Model, CommonArguments.Session);

    public override AnswerSchema? Answer => null;

    protected override SessionCommand Command(ToolArguments arguments) => new TakePicture(arguments.Get(CommonArguments.Model), Spec(arguments));

    protected override IEnumerable<Warning> WarningsOf(PictureTaken answer) => PictureFields.WarningsOf(answer.Facts);

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, PictureTaken answer) => throw new NotSupportedException($"{Name} writes its answer by the call's mode.");

    protected override ToolAnswer Present(SessionReply reply, PictureTaken answer, ToolArguments arguments)
    {
        using AnswerWriter writer = AnswerWriter.Rent();
        AnswerFrame.Write(writer.Json, reply, [.. reply.Warnings, .. WarningsOf(answer)], truncation: null, json =>
        {
            PictureFields.Write(json, answer.Facts, ModeOf(arguments));
            json.WriteString("digest"u8, answer.Digest);
        });
        return writer.ToAnswer(isError: false) with { Picture = answer.Picture };
    }

    private static PictureSpec Spec(ToolArguments arguments)
    {
        PictureMode mode = ModeOf(arguments);
        PictureFormat? asked = arguments.Get(Format) is { } format ? Word<PictureFormat>(format) : null;
        if (asked is PictureFormat.Jpeg && mode is not PictureMode.Rgb)
            throw InvalidArgument.Because("JPEG would change the values of this mode's pixels.", Format.Name, "jpeg", "png, or left out");
        long views = arguments.Number(Views) ?? 1;
        if (views is not (1 or 4)) throw InvalidArgument.Because("A picture has 1 view or 4.", Views.Name, $"{views}", "1 or 4");
        return new PictureSpec
        {
            Camera = arguments.Get(Camera),
            View = Pose(arguments),
            Mode = mode,
            Width = (int)(arguments.Number(Width) ?? 640),
            Height = (int)(arguments.Number(Height) ?? 480),
            Overlays = [.. (arguments.Get(Overlays) ?? []).Distinct().Select(Word<PictureOverlay>)],
            Views = (int)views,
            Quality = arguments.Get(Quality) is { } quality ? Word<PictureQuality>(quality) : PictureQuality.Normal,
            Format = asked ?? (mode is PictureMode.Rgb ? PictureFormat.Jpeg : PictureFormat.Png),
        };
    }

    private static FreePose? Pose(ToolArguments arguments)
    {
        if (arguments.Get(View) is not { } view) return null;
        if (arguments.Get(Camera) is { } camera and not PictureSpec.FreeCamera)
            throw InvalidArgument.Because("A picture is taken by a camera of the model or from a view of its own, not both.", View.Name, null, null, $"Leave view out to use camera '{InvalidArgument.Cut(camera)}'.", "Leave camera out to use view.");
        double[]? lookat = view.Get(Lookat);
        if (lookat is not (null or { Length: 3 })) throw InvalidArgument.Because("A point has three coordinates.", "view.lookat", null, "a list of 3 numbers: x y z, m");
        if (lookat is not null && view.Get(Track) is not null)
            throw InvalidArgument.Because("A view looks at a point or tracks a body, not both.", "view.track", null, null, "Leave view.lookat out to track the body.");
        return new FreePose
        {
            Lookat = lookat,
            Track = view.Get(Track),
            Distance = view.Number(Distance),
            Azimuth = view.Number(Azimuth),
            Elevation = view.Number(Elevation),
        };
    }

    private static PictureMode ModeOf(ToolArguments arguments) => arguments.Get(Mode) is { } mode ? Word<PictureMode>(mode) : PictureMode.Rgb;

    private static ChoiceShape Words<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]);

    private static T Word<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);
}
