using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>The arguments that several tools take.</summary>
internal static class CommonArguments
{
    private const int LongestName = 512;
    private const int LongestId = 64;
    private const int MostChannels = 256;

    private static readonly TextShape ModelId = new(LongestId, minLength: 1);

    public static readonly Argument<string> Session = new("session_id", new TextShape(LongestId), "") { IsIdentity = true };

    public static readonly Argument<string> NamedSession = new("session_id", new TextShape(LongestId), "") { IsIdentity = true, IsRequired = true };

    public static readonly Argument<string> Key = new("idempotency_key", new TextShape(LongestId, minLength: 1), "") { IsIdentity = true };

    public static readonly Argument<string> Model = new("model_id", ModelId, "");

    public static readonly Argument<string> NamedModel = new("model_id", ModelId, "") { IsRequired = true };

    public static readonly Argument<string> Label = new("label", new TextShape(LongestName), "");

    public static readonly Argument<string> Keyframe = new("keyframe", new TextShape(LongestName), "Name or #ID");

    public static readonly Argument<string[]> Observe = new("observe", new ListShape<string>(new TextShape(LongestName), MostChannels), "");

    public static readonly Argument<long> Precision = new("precision", new IntegerShape(1, 17), "");

    public static readonly Argument<long> MaxBytes =
        new("max_bytes", new IntegerShape(ChannelQuery.LeastMaxBytes, ChannelQuery.MostMaxBytes), "");

    public static readonly Argument<long> SampleEvery = new("sample_every", new IntegerShape(1), "Steps; samples observe");

    public static readonly Shape<double[]> Numbers = new ListShape<double>(new NumberShape());

    /// <summary>Control inputs by actuator, or all of them.</summary>
    public static readonly Shape<ControlInput> Controls = new EitherShape<KeyValuePair<string, double>[], double[], ControlInput>(
        new MapShape<double>(new NumberShape(), "actuator"),
        static named => new ControlInput { Named = [.. named.Select(static one => new NamedValue(one.Key, one.Value))] },
        Numbers,
        static all => new ControlInput { All = all });

    /// <summary>One number or several, by name.</summary>
    public static Shape<KeyValuePair<string, double[]>[]> NumbersByName(string of) =>
        new MapShape<double[]>(new EitherShape<double, double[], double[]>(new NumberShape(), static number => [number], Numbers, static numbers => numbers), of, isTold: false);
}
