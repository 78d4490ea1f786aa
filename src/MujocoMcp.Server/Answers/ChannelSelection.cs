using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Server.Answers;

/// <summary>Decides which channels fit into an answer. Whole channels are left out: half a vector misleads.</summary>
internal sealed class ChannelSelection
{
    private const int MostRounds = 8;
    private const int Slack = 256; // the next call's answer has other ids and warnings than this one

    private readonly RenderedChannels _rendered;
    private readonly ChannelQuery _query;
    private readonly int _fixedBytes;
    private readonly int[] _sizes;

    private ChannelSelection(RenderedChannels rendered, ChannelQuery query, int fixedBytes)
    {
        _rendered = rendered;
        _query = query;
        _fixedBytes = fixedBytes;
        _sizes = [.. Enumerable.Range(0, rendered.Channels.Count).Select(rendered.SizeOf)];
    }

    /// <summary>Whether each channel is in the answer.</summary>
    public bool[] IsKept { get; private set; } = [];

    /// <summary>What the selected channels take, and the account of the others.</summary>
    public int KeptBytes => KeptSize() + (Truncation is null ? 0 : SizeOf(Truncation)) + Warnings.Sum(static warning => warning.Message.Length + 48);

    /// <summary>Null where all are.</summary>
    public Truncation? Truncation { get; private set; }

    /// <summary>What a caller should know of channels that no answer can hold.</summary>
    public List<Warning> Warnings { get; } = [];

    /// <summary>Selects from rendered channels.</summary>
    /// <param name="rendered">The channels.</param>
    /// <param name="query">What was asked, and the ceiling.</param>
    /// <param name="fixedBytes">What the answer takes without any channel.</param>
    public static ChannelSelection Fit(RenderedChannels rendered, ChannelQuery query, int fixedBytes)
    {
        var selection = new ChannelSelection(rendered, query, fixedBytes);
        if (fixedBytes + rendered.TotalSize() <= query.MaxBytes) selection.IsKept = [.. Enumerable.Repeat(true, rendered.Channels.Count)];
        else selection.LeaveOut();
        return selection;
    }

    private int MostPerAnswer => ChannelQuery.MostMaxBytes - _fixedBytes - Slack;

    private void LeaveOut()
    {
        int? digits = WarnOfOversized();
        int budget = _query.MaxBytes - _fixedBytes - Warnings.Sum(static warning => warning.Message.Length + 48);
        int room = budget;
        for (int round = 0; round < MostRounds; round++)
        {
            Keep(round == MostRounds - 1 ? 0 : room);
            Truncation = Describe(digits);
            int excess = KeptSize() + SizeOf(Truncation) - budget;
            if (excess <= 0) return;
            room = Math.Min(room, KeptSize()) - excess;
        }
    }

    private void Keep(int room)
    {
        IsKept = new bool[_sizes.Length];
        for (int i = 0; i < _sizes.Length; i++)
        {
            if (_sizes[i] > room) continue;
            IsKept[i] = true;
            room -= _sizes[i];
        }
    }

    private int KeptSize() => _sizes.Where((_, channel) => IsKept[channel]).Sum();

    private Truncation Describe(int? digits)
    {
        int[] omitted = [.. Enumerable.Range(0, _sizes.Length).Where(channel => !IsKept[channel])];
        string[] named = [.. Names(omitted, _query.MaxBytes / 8)];
        return new Truncation(_sizes.Length - omitted.Length, _sizes.Length, named, Next(omitted, digits));
    }

    private ReadStateCall? Next(int[] omitted, int? digits)
    {
        int[] fitting = [.. omitted.Where(channel => _sizes[channel] <= MostPerAnswer)];
        if (fitting.Length == 0)
        {
            string[] first = [_rendered.Channels[omitted[0]].Name];
            return digits is { } precision ? new ReadStateCall(_query with { Precision = precision }, first, ChannelQuery.MostMaxBytes) : null;
        }

        // An answer of the largest size that could hold nothing beside its own account: one by one, then.
        if (_query.MaxBytes == ChannelQuery.MostMaxBytes && omitted.Length == _sizes.Length) omitted = fitting[..1];

        string[] names = [.. Names(omitted, _query.MaxBytes / 4).Take(ChannelQuery.MostChannels)];
        int whole = _fixedBytes + _sizes.Sum() + Slack;
        if (names.Length < omitted.Length && whole <= ChannelQuery.MostMaxBytes) return new ReadStateCall(_query, _query.Requested, whole);

        int named = _fixedBytes + omitted.Take(names.Length).Sum(channel => _sizes[channel]) + Slack;
        return new ReadStateCall(_query, names, Math.Clamp(named, ChannelQuery.LeastMaxBytes, ChannelQuery.MostMaxBytes));
    }

    private IEnumerable<string> Names(IEnumerable<int> channels, int room) =>
        channels.Select(channel => _rendered.Channels[channel].Name).TakeWhile((name, index) => (room -= name.Length + 3) >= 0 || index == 0);

    /// <summary>Warns of the first channel that no answer can hold.</summary>
    /// <returns>The precision at which it fits; null where there is none such, or none does.</returns>
    private int? WarnOfOversized()
    {
        int oversized = Array.FindIndex(_sizes, size => size > MostPerAnswer);
        if (oversized < 0) return null;

        ChannelValue channel = _rendered.Channels[oversized];
        int? digits = PrecisionThatFits(channel);
        Warnings.Add(Truncation.TooLarge(channel.Name, _sizes[oversized], _query.Precision, digits));
        return digits;
    }

    private int? PrecisionThatFits(ChannelValue channel)
    {
        for (int digits = _query.Precision - 1; digits > 0; digits--)
        {
            using var coarser = new RenderedChannels([channel], digits);
            if (coarser.SizeOf(0) <= MostPerAnswer) return digits;
        }

        return null;
    }

    private static int SizeOf(Truncation truncation)
    {
        using AnswerWriter scratch = AnswerWriter.Rent();
        scratch.Json.WriteStartObject();
        truncation.WriteTo(scratch.Json);
        return scratch.Length;
    }
}
