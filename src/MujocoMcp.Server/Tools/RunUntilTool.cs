using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class RunUntilTool : SteppingTool
{
    private const int MostConditions = 64;
    private const int MostOccurrences = 256;

    private static readonly Argument<string> Channel = new("channel", new TextShape(512), "") { IsRequired = true };
    private static readonly Argument<string> Op = new("op", new ChoiceShape([.. Enum.GetNames<StopOperator>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]), "") { IsRequired = true };
    private static readonly Argument<double[]> Value = new(
        "value", new EitherShape<double, double[], double[]>(new NumberShape(), static number => [number], CommonArguments.Numbers, static numbers => numbers), "") { IsRequired = true };

    private static readonly Argument<double> Tolerance = new("tolerance", new NumberShape(), "");
    private static readonly Argument<double> Hold = new("hold", new NumberShape(), "");
    private static readonly Argument<long> Count = new("count", new IntegerShape(1, MostOccurrences), "");

    private readonly Argument<StopCondition[]> _conditions = new(
        "conditions",
        new ListShape<StopCondition>(
            new RecordShape<StopCondition>(new(Channel, Op, Value, Tolerance, Hold, Count), static asked =>
                new(asked.Require(Channel), Enum.Parse<StopOperator>(asked.Require(Op), ignoreCase: true), asked.Require(Value))
                {
                    Tolerance = asked.Number(Tolerance) ?? 0,
                    Hold = asked.Number(Hold) ?? 0,
                    Count = (int)(asked.Number(Count) ?? 1),
                }),
            MostConditions),
        "[{channel, op, value, tolerance?, hold? (s), count?}], any fires. op: lt gt (level), rises falls crosses (edge), within beyond (distance to value <= / > tolerance)") { IsRequired = true };

    private readonly Argument<double> _maxTime = new("max_time", new NumberShape(above: 0), "Simulated s") { IsRequired = true };

    public RunUntilTool(long maxSteps)
        : base(maxSteps, isTold: false) => Arguments = With(_conditions, _maxTime);

    public override string Name => "run_until";

    public override string Title => "Run until";

    public override string Description =>
        "Advance until a condition fires or max_time passes. ctrl, feedback, schedule as in step_simulation. Settled: {channel: speed, op: lt, value: 0.01, hold: 0.2}.";

    public override ArgumentSet Arguments { get; }

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(
        AnswerField.Object("fired").OrNull(), AnswerField.Flag("timeout"), AnswerField.Integer("steps_done"), AnswerField.Object("observed"), AnswerField.Object("samples").OrNull(),
        AnswerField.List("clamped"), AnswerField.Text("digest"));

    protected override Operation Operation(ToolArguments arguments) =>
        new RunUntil(arguments.Require(_conditions), arguments.Number(_maxTime)!.Value, ControlOf(arguments)) { MaxSteps = MaxSteps, Steering = SteeringOf(arguments) };

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer)
    {
        WriteFired(json, answer.Fired);
        json.WriteBoolean("timeout"u8, answer.Fired is null);
        base.WriteFields(json, reply, answer);
    }

    private static void WriteFired(Utf8JsonWriter json, FiredCondition? fired)
    {
        if (fired is null)
        {
            json.WriteNull("fired"u8);
            return;
        }

        json.WriteStartObject("fired"u8);
        json.WriteNumber("index"u8, fired.Index);
        json.WriteString("channel"u8, fired.Channel);
        if (fired.IsScalar) json.WriteNullable("value"u8, fired.Value[0]);
        else json.WriteNumbers("value"u8, fired.Value, ChannelQuery.DefaultPrecision);
        json.WriteNullable("time"u8, fired.Time);
        json.WriteNumbers("times"u8, fired.Times, JsonWriting.FullPrecision);
        json.WriteEndObject();
    }
}
