using System.Text.Json;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Page.Stream;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>Reads what a page asks for; docs/page-protocol.md lists it.</summary>
/// <param name="session">Whose page it is.</param>
/// <param name="watched">The model that the page shows; null for none.</param>
/// <param name="vocabulary">What can be drawn; null where there is no MuJoCo.</param>
internal sealed class MessageReader(string session, string? watched, VisualVocabulary? vocabulary)
{
    private const long MostSteps = 10_000;

    private static readonly string[] Known =
        ["watch", "view", "play", "pause", "speed", "step", "reset", "set_joint", "set_control", "perturb", "release"];

    /// <summary>The page's number for a message, for the answer to one that can't be read; 0 where it has none.</summary>
    internal static long IdOf(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : 0;

    /// <exception cref="FailureException"><c>invalid_argument</c>, <c>unknown_name</c>, <c>unknown_model</c>, <c>unsupported</c>.</exception>
    internal PageMessage Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw Fail.InvalidArgument("message", null, "A message is a JSON object.", "{\"id\": 1, \"do\": …}");
        var fields = new MessageFields(message);
        var id = fields.Whole("id", 0, 1L << 53) ?? throw Fail.InvalidArgument("id", null, "A message has a number of its own.", "a whole number");
        var action = fields.RequiredText("do");
        var read = Read(id, action, fields);
        fields.End();
        return read;
    }

    private PageMessage Read(long id, string action, MessageFields fields) => action switch
    {
        "watch" => new ChangeWatch(id, ReadWatch(fields)),
        "view" => new ChangeWatch(id, ReadView(fields)),
        "play" => new AskSession(id, new PagePlay(session, Model(fields), Speed(fields, required: false))),
        "pause" => new AskSession(id, new PagePause(session)),
        "speed" => new AskSession(id, new PageSpeed(session, Speed(fields, required: true)!.Value)),
        "step" => Operate(id, action, fields, static fields => new Step(fields.Whole("steps", 1, MostSteps) ?? 1, null, null) { MaxSteps = MostSteps }),
        "reset" => Operate(id, action, fields, static fields => new Reset(fields.Text("keyframe"))),
        "set_joint" => Operate(id, action, fields, static fields => new SetState { Joints = [new NamedValues(fields.RequiredText("joint"), fields.Numbers("value", orOne: true))] }),
        "set_control" => Operate(id, action, fields, static fields => new SetControl(new ControlInput { Named = [new NamedValue(fields.RequiredText("actuator"), fields.RequiredNumber("value"))] })),
        "perturb" => Operate(id, action, fields, static fields => new Hold(fields.RequiredText("body"), fields.Three("point"), fields.Three("target"))),
        "release" => Operate(id, action, fields, static _ => new Release()),
        _ => throw new FailureException(new(ErrorCode.InvalidArgument, $"There is no '{Fail.Cut(action)}' to do.")
        {
            Details = new() { Argument = "do", Value = Fail.Cut(action), Known = Known },
            Suggestions = ["Use one of the known ones."],
        }),
    };

    private AskSession Operate(long id, string action, MessageFields fields, Func<MessageFields, Operation> read) =>
        new(id, new PageOperate(session, action, Model(fields), read(fields)));

    private string Model(MessageFields fields) => fields.Text("model_id") ?? watched ?? throw new FailureException(new(ErrorCode.UnknownModel, "The page shows no model.")
    {
        Details = new() { Argument = "model_id" },
        Suggestions = ["Load a model first."],
    });

    private static double? Speed(MessageFields fields, bool required)
    {
        var speed = fields.Number("speed");
        return (speed, required) is (null, false) or (>= PlayRequest.MinSpeed and <= PlayRequest.MaxSpeed, _)
            ? speed
            : throw Fail.InvalidArgument("speed", speed?.ToString(System.Globalization.CultureInfo.InvariantCulture), "Models aren't played at this speed.", "a number from 1/16 to 16");
    }

    private static Func<Watch, Watch> ReadWatch(MessageFields fields)
    {
        var isGiven = fields.Has("model_id");
        var model = fields.Text("model_id");
        var fps = fields.Whole("max_fps", 1, Watch.MostFps);
        return before => (isGiven ? before with { ModelId = model, IsChosen = true } : before) with { MaxFps = (int)(fps ?? before.MaxFps) };
    }

    private Func<Watch, Watch> ReadView(MessageFields fields)
    {
        if (vocabulary is null)
            throw new FailureException(new(ErrorCode.Unsupported, "There is nothing to see: this viewer has no MuJoCo."));
        var change = new ViewChange(vocabulary);
        change.Read(fields);
        return before => before with { Options = change.Apply(before.Options ?? vocabulary.Defaults) };
    }
}
