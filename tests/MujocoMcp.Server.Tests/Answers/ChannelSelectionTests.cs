using System.Text;
using System.Text.Json;
using CsCheck;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tests.Mcp;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Tests.Answers;

public sealed class ChannelSelectionTests
{
    private static readonly Tool GetState = TestCatalog.Create().Find("get_state")!;

    [Fact]
    public void An_answer_keeps_to_its_size_and_cuts_no_channel() =>
        Gen.Select(Gen.Int[512, 8192], Gen.Int[0, 600].Array[1, 60]).Sample(
            static (maxBytes, lengths) =>
            {
                ChannelValue[] channels = [.. lengths.Select(static (length, index) => Channel($"body:part{index}.pos", length))];
                JsonElement answer = Present(channels, maxBytes);
                Assert.InRange(Encoding.UTF8.GetByteCount(answer.GetRawText()), 1, maxBytes);

                int kept = 0;
                foreach (ChannelValue channel in channels)
                {
                    if (!answer.TryGetProperty(channel.Name, out JsonElement value)) continue;
                    Assert.Equal(channel.Values.Length, value.GetArrayLength());
                    kept++;
                }

                JsonElement truncated = answer.GetProperty("truncated");
                if (truncated.ValueKind is JsonValueKind.Null) Assert.Equal(channels.Length, kept);
                else Assert.Equal((kept, channels.Length), (truncated.GetProperty("kept").GetInt32(), truncated.GetProperty("total").GetInt32()));
            },
            iter: 400);

    [Fact]
    public void Following_next_brings_every_channel()
    {
        var missing = Enumerable.Range(0, 12).ToDictionary(static index => $"site:s{index}.jac", static index => Channel($"site:s{index}.jac", 900));
        ChannelValue[] all = [.. missing.Values];
        int maxBytes = 4096;
        ChannelValue[] asked = all;
        for (int call = 0; missing.Count > 0; call++)
        {
            Assert.InRange(call, 0, 5);
            JsonElement answer = Present(asked, maxBytes);
            foreach (ChannelValue channel in asked.Where(channel => answer.TryGetProperty(channel.Name, out _))) missing.Remove(channel.Name);
            if (missing.Count == 0) break;

            JsonElement next = answer.GetProperty("truncated").GetProperty("next");
            Assert.Equal("get_state", next.GetProperty("tool").GetString());
            ToolArguments arguments = GetState.Arguments.Read(next.GetProperty("arguments").EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value)));
            string[] names = [.. next.GetProperty("arguments").GetProperty("channels").EnumerateArray().Select(static name => name.GetString()!)];
            asked = [.. all.Where(channel => names.Contains(channel.Name))];
            maxBytes = (int)arguments.Number(CommonArguments.MaxBytes)!;
        }
    }

    [Fact]
    public void The_next_call_names_no_more_channels_than_a_call_takes()
    {
        ChannelValue[] bodies = [.. Enumerable.Range(0, 3000).Select(static index => Channel($"body:part{index}.pos", 3))];
        JsonElement next = Present(bodies, 65536).GetProperty("truncated").GetProperty("next").GetProperty("arguments");
        GetState.Arguments.Read(next.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value)));
        Assert.Equal(256, next.GetProperty("channels").GetArrayLength());
    }

    [Fact]
    public void A_channel_that_no_answer_can_hold_is_offered_more_coarsely()
    {
        JsonElement answer = Present([Channel("qpos", 8000)], 65536, precision: 17);
        JsonElement arguments = answer.GetProperty("truncated").GetProperty("next").GetProperty("arguments");
        Assert.Contains("precision", Assert.Single(answer.GetProperty("warnings").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);

        JsonElement coarser = Present([Channel("qpos", 8000)], arguments.GetProperty("max_bytes").GetInt32(), arguments.GetProperty("precision").GetInt32());
        Assert.Equal(8000, coarser.GetProperty("qpos").GetArrayLength());
    }

    [Fact]
    public void A_channel_that_fits_at_no_precision_says_so()
    {
        JsonElement answer = Present([Channel("qpos", 60_000)], 65536);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("truncated").GetProperty("next").ValueKind);
        Assert.NotEmpty(answer.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void Numbers_keep_the_digits_asked_for()
    {
        ChannelValue[] channels = [Replies.Vector("qpos", Math.PI, -1e-7 / 3, double.NaN, -0.0), new ChannelValue("speed", [1.0 / 3], IsScalar: true)];
        JsonElement answer = Present(channels, 4096);
        Assert.Equal("[3.14159,-3.33333E-08,null,-0]", answer.GetProperty("qpos").GetRawText());
        Assert.Equal("0.333333", answer.GetProperty("speed").GetRawText());
        Assert.Equal("non_finite", Assert.Single(answer.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(Math.PI, Present(channels, 4096, precision: 17).GetProperty("qpos")[0].GetDouble());
    }

    private static ChannelValue Channel(string name, int length) => new(name, [.. Enumerable.Range(1, length).Select(static i => Math.Sin(i))], IsScalar: false);

    private static JsonElement Present(ChannelValue[] channels, int maxBytes, int precision = 6)
    {
        ToolArguments arguments = GetState.Arguments.Read(
            [KeyValuePair.Create("max_bytes", JsonSerializer.SerializeToElement(maxBytes)), KeyValuePair.Create("precision", JsonSerializer.SerializeToElement(precision))]);
        return GetState.Present(Replies.Read(channels), arguments).Structured;
    }
}
