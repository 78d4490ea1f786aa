using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that shows channels, as many as its answer may hold.</summary>
internal abstract class ChannelTool<TAnswer> : SessionTool<TAnswer>
    where TAnswer : SessionAnswer
{
    // The account of rows that were thinned: a warning, and what stands under truncated.
    private const int ThinningBytes = 256;

    /// <summary>The member that holds the channels; null where each is a member of the answer itself.</summary>
    protected virtual string? ChannelsMember => "observed";

    /// <summary>The channels as they were asked for; null for the default ones.</summary>
    protected virtual string[]? Requested(ToolArguments arguments) => arguments.Get(CommonArguments.Observe);

    protected abstract Observation ChannelsOf(TAnswer answer);

    protected sealed override ToolAnswer Present(SessionReply reply, TAnswer answer, ToolArguments arguments)
    {
        var query = new ChannelQuery(reply.Session, reply.ModelId, Requested(arguments), Precision(arguments), MaxBytes(arguments));
        Observation observed = ChannelsOf(answer);
        IReadOnlyList<Warning> warnings = NonFiniteNumbers.Warn(observed.Channels, reply.Warnings);

        using var rendered = new RenderedChannels(observed.Channels, query.Precision);
        int fixedBytes = FixedBytes(reply, answer, warnings);
        ChannelSelection selection = ChannelSelection.Fit(rendered, query, fixedBytes);
        using SampleTable? samples = observed.Samples is { } sampled ? new SampleTable(sampled, query.Precision) : null;
        samples?.Fit(query.MaxBytes - fixedBytes - selection.KeptBytes - ThinningBytes);

        using AnswerWriter writer = AnswerWriter.Rent();
        Warning[] thinned = samples?.Warn() is { } warning ? [warning] : [];
        AnswerFrame.Write(writer.Json, reply, [.. warnings, .. selection.Warnings, .. thinned], selection.Truncation ?? samples?.Truncation, json =>
        {
            WriteFields(json, reply, answer);
            WriteChannels(json, rendered, selection.IsKept);
            samples?.WriteTo(json);
        });
        return writer.ToAnswer(isError: false);
    }

    /// <summary>A failure with the samples up to it.</summary>
    protected sealed override ToolAnswer Explain(Failure failure, SessionReply reply, ToolArguments arguments)
    {
        if (reply.Answer is not TAnswer answer || ChannelsOf(answer).Samples is not { } sampled) return FailureAnswer.Of(failure);
        using var samples = new SampleTable(sampled, Precision(arguments));
        samples.Fit(MaxBytes(arguments) - FailureAnswer.Of(failure).Text.Length);
        return FailureAnswer.Of(failure, samples.WriteTo);
    }

    private static int Precision(ToolArguments arguments) => (int)(arguments.Number(CommonArguments.Precision) ?? ChannelQuery.DefaultPrecision);

    private static int MaxBytes(ToolArguments arguments) => (int)(arguments.Number(CommonArguments.MaxBytes) ?? ChannelQuery.DefaultMaxBytes);

    private int FixedBytes(SessionReply reply, TAnswer answer, IReadOnlyList<Warning> warnings)
    {
        using AnswerWriter scratch = AnswerWriter.Rent();
        AnswerFrame.Write(scratch.Json, reply, warnings, truncation: null, json =>
        {
            WriteFields(json, reply, answer);
            if (ChannelsMember is { } member)
            {
                json.WriteStartObject(member);
                json.WriteEndObject();
            }
        });
        return scratch.Length;
    }

    private void WriteChannels(Utf8JsonWriter json, RenderedChannels rendered, bool[] isKept)
    {
        if (ChannelsMember is { } member) json.WriteStartObject(member);
        for (int i = 0; i < isKept.Length; i++)
        {
            if (isKept[i]) rendered.WriteTo(json, i);
        }

        if (ChannelsMember is not null) json.WriteEndObject();
    }
}
