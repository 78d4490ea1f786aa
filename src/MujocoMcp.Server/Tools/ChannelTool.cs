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
    /// <summary>The member that holds the channels; null where each is a member of the answer itself.</summary>
    protected virtual string? ChannelsMember => "observed";

    /// <summary>The channels as they were asked for; null for the default ones.</summary>
    protected virtual string[]? Requested(ToolArguments arguments) => arguments.Get(CommonArguments.Observe);

    protected abstract Observation ChannelsOf(TAnswer answer);

    protected sealed override ToolAnswer Present(SessionReply reply, TAnswer answer, ToolArguments arguments)
    {
        var query = new ChannelQuery(
            reply.Session,
            reply.ModelId,
            Requested(arguments),
            (int)(arguments.Number(CommonArguments.Precision) ?? ChannelQuery.DefaultPrecision),
            (int)(arguments.Number(CommonArguments.MaxBytes) ?? ChannelQuery.DefaultMaxBytes));
        ChannelValue[] channels = ChannelsOf(answer).Channels;
        IReadOnlyList<Warning> warnings = NonFiniteNumbers.Warn(channels, reply.Warnings);

        using var rendered = new RenderedChannels(channels, query.Precision);
        ChannelSelection selection = ChannelSelection.Fit(rendered, query, FixedBytes(reply, answer, warnings));

        using AnswerWriter writer = AnswerWriter.Rent();
        AnswerFrame.Write(writer.Json, reply, [.. warnings, .. selection.Warnings], selection.Truncation, json =>
        {
            WriteFields(json, reply, answer);
            WriteChannels(json, rendered, selection.IsKept);
        });
        return writer.ToAnswer(isError: false);
    }

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
