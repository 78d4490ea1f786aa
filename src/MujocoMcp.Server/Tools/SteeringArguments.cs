using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>The arguments that set controls while steps are taken.</summary>
internal sealed class SteeringArguments
{
    private const int MostLaws = 256;

    private static readonly Argument<string> Actuator = new("actuator", new TextShape(512), "") { IsRequired = true };
    private static readonly Argument<double> Bias = new("bias", new NumberShape(), "");
    private static readonly Argument<KeyValuePair<string, double>[]> Gains = new("gains", new MapShape<double>(new NumberShape(), "channel"), "");
    private static readonly Argument<long> Every = new("every", new IntegerShape(1), "");
    private static readonly Argument<double> Amplitude = new("amplitude", new NumberShape(), "") { IsRequired = true };
    private static readonly Argument<double> Frequency = new("frequency", new NumberShape(), "") { IsRequired = true };
    private static readonly Argument<double> Phase = new("phase", new NumberShape(), "");
    private static readonly Argument<string[]> Actuators = new("actuators", new ListShape<string>(new TextShape(512), ControlSchedule.MaxNumbers), "") { IsRequired = true };
    private static readonly Argument<double[][]> Rows = new("rows", new ListShape<double[]>(CommonArguments.Numbers, ControlSchedule.MaxNumbers), "") { IsRequired = true };
    private static readonly Argument<bool> Repeat = new("repeat", new FlagShape(), "");

    private static readonly Argument<ControlWave> Wave = new(
        "wave",
        new RecordShape<ControlWave>(new(Amplitude, Frequency, Phase), static wave => new(wave.Number(Amplitude)!.Value, wave.Number(Frequency)!.Value, wave.Number(Phase) ?? 0)),
        "");

    private static readonly Shape<FeedbackLaw[]> Laws = new ListShape<FeedbackLaw>(
        new RecordShape<FeedbackLaw>(new(Actuator, Bias, Gains, Wave, Every), static law => new(law.Require(Actuator))
        {
            Bias = law.Number(Bias) ?? 0,
            Gains = [.. (law.Get(Gains) ?? []).Select(static gain => new NamedValue(gain.Key, gain.Value))],
            Wave = law.Get(Wave),
            Every = law.Number(Every) ?? 1,
        }),
        MostLaws);

    private static readonly Shape<ControlSchedule> Plan = new RecordShape<ControlSchedule>(
        new(Actuators, Every, Rows, Repeat),
        static plan => new(plan.Require(Actuators), plan.Number(Every) ?? 1, plan.Require(Rows)) { Repeat = plan.Number(Repeat) ?? false });

    /// <param name="isTold">Whether the forms are described here; otherwise the tool says where they are.</param>
    public SteeringArguments(bool isTold)
    {
        Feedback = new("feedback", Laws, isTold
            ? "[{actuator, bias?, gains? {channel: k}, wave? {amplitude, frequency (Hz), phase? (rad)}, every? (steps)}]: u = bias + sum k*channel + wave, clamped"
            : "");
        Schedule = new("schedule", Plan, isTold ? "{actuators[], every? (steps), rows[][], repeat?}" : "");
    }

    public Argument<FeedbackLaw[]> Feedback { get; }

    public Argument<ControlSchedule> Schedule { get; }

    /// <summary>What the call asks for; null where it asks for nothing.</summary>
    /// <exception cref="Contracts.Errors.FailureException"><c>invalid_argument</c>: more than a message can carry.</exception>
    public Steering? Read(ToolArguments arguments)
    {
        FeedbackLaw[] laws = arguments.Get(Feedback) ?? [];
        ControlSchedule? schedule = arguments.Get(Schedule);
        int numbers = schedule?.Rows.Sum(static row => row.Length) ?? 0;
        if (numbers > ControlSchedule.MaxNumbers)
            throw InvalidArgument.Because($"The schedule holds {numbers} numbers.", "schedule.rows", $"{numbers} numbers", $"at most {ControlSchedule.MaxNumbers} numbers");
        return laws.Length == 0 && schedule is null ? null : new(laws, schedule);
    }
}
