using System.Text.Json;
using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Tests.Mcp;

namespace MujocoMcp.Server.Tests.Tools;

public sealed class RenderToolTests : RunningServer
{
    [Fact]
    public async Task A_picture_is_answered_as_an_image_and_one_text_block_without_structured_content()
    {
        Assert.Null(ToolListing.Of(Catalog.Find("render")!).OutputSchema);
        (CallToolResult result, JsonElement facts) = await RenderAsync(new { }, Replies.Picture());
        Assert.Null(result.StructuredContent);
        Assert.NotEqual(true, result.IsError);
        var image = Assert.IsType<ImageContentBlock>(result.Content[0]);
        Assert.Equal(("image/jpeg", "AQID"), (image.MimeType, Convert.ToBase64String(image.DecodedData.Span)));
        Assert.Equal(2, result.Content.Count);
        Assert.Equal("""{"name":"free","pos":[0,-1,0],"forward":[0,1,0],"up":[0,0,1],"fovy":45,"view":{"lookat":[0,0,0],"distance":1,"azimuth":90,"elevation":0}}""", facts.GetProperty("camera").GetRawText());
        Assert.Equal("""[{"geom":"rod","body":"arm","rgba":[1,0,0.5,1],"pixels":500}]""", facts.GetProperty("visible").GetRawText());
        Assert.Equal(Replies.Digest, facts.GetProperty("digest").GetString());
        Assert.Equal("truncated", facts.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.False(facts.TryGetProperty("near_m", out _) || facts.TryGetProperty("legend", out _));
    }

    [Fact]
    public async Task Depth_tells_its_range_and_a_segmentation_its_legend()
    {
        (_, JsonElement depth) = await RenderAsync(new { mode = "depth" }, Replies.Picture());
        Assert.Equal((1, 2.5), (depth.GetProperty("near_m").GetDouble(), depth.GetProperty("far_m").GetDouble()));
        (_, JsonElement segmentation) = await RenderAsync(new { mode = "segmentation" }, Replies.Picture());
        Assert.Equal("""[{"color":"#ff0000","type":"geom","id":3,"name":"rod","pixels":500}]""", segmentation.GetProperty("legend").GetRawText());
    }

    [Fact]
    public async Task A_picture_too_large_for_a_message_is_brought_from_its_blob()
    {
        string digest = await Blobs.PutAsync(new byte[] { 9, 8, 7 });
        var taken = (PictureTaken)Replies.Picture().Answer!;
        (CallToolResult result, _) = await RenderAsync(new { }, Replies.With(taken with { Picture = new Picture("image/png", []) { Blob = digest } }));
        var image = Assert.IsType<ImageContentBlock>(result.Content[0]);
        Assert.Equal(("image/png", "CQgH"), (image.MimeType, Convert.ToBase64String(image.DecodedData.Span)));
    }

    [Fact]
    public async Task The_arguments_become_a_picture_to_take()
    {
        _ = CallAsync("render", new { view = new { track = "torso", azimuth = 30 }, mode = "depth", width = 320, height = 200, overlays = new[] { "contacts", "labels", "contacts" }, views = 4, quality = "high" });
        var spec = Assert.IsType<TakePicture>((await RequestAsync()).Command).Spec;
        Assert.Equal((PictureMode.Depth, PictureFormat.Png, PictureQuality.High, 320, 200, 4), (spec.Mode, spec.Format, spec.Quality, spec.Width, spec.Height, spec.Views));
        Assert.Equal(new FreePose { Track = "torso", Azimuth = 30 }, spec.View);
        Assert.Equal([PictureOverlay.Contacts, PictureOverlay.Labels], spec.Overlays);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { """{"camera":"eye","view":{"distance":1}}""", "view" },
        { """{"width":0}""", "width" },
        { """{"height":100000}""", "height" },
        { """{"mode":"dept"}""", "mode" },
        { """{"mode":"depth","format":"jpeg"}""", "format" },
        { """{"views":3}""", "views" },
        { """{"view":{"lookat":[1,2]}}""", "view.lookat" },
        { """{"view":{"lookat":[1,2,3],"track":"torso"}}""", "view.track" },
        { """{"view":{"distance":0}}""", "view.distance" },
        { """{"view":{"dist":1}}""", "view.dist" },
        { """{"overlays":["contact"]}""", "overlays" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_drawn_is_refused_in_both_forms(string arguments, string argument)
    {
        CallToolResult result = await CallAsync("render", JsonSerializer.Deserialize<JsonElement>(arguments));
        Assert.True(result.IsError);
        JsonElement failure = result.StructuredContent!.Value;
        Assert.Equal("invalid_argument", failure.GetProperty("code").GetString());
        Assert.StartsWith(argument, failure.GetProperty("details").GetProperty("argument").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, failure.GetProperty("suggestions").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(failure, JsonElement.Parse(Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text)));
    }

    private async Task<(CallToolResult Result, JsonElement Facts)> RenderAsync(object arguments, SessionReply reply)
    {
        Task<CallToolResult> call = CallAsync("render", arguments);
        await RequestAsync();
        Sessions.Reply(reply);
        CallToolResult result = await call;
        return (result, JsonSerializer.Deserialize<JsonElement>(Assert.IsType<TextContentBlock>(result.Content[^1]).Text));
    }
}
