using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Viewer.Operations;
using MujocoMcp.Viewer.Rendering;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Rendering;

public sealed class PictureTests : IDisposable
{
    /// <summary>A camera at the origin that looks along +y: a wall 3 m away, a red box to the left, a green ball that falls to the right.</summary>
    private const string Wall = """
        <mujoco model="wall">
          <visual><headlight ambient="1 1 1" diffuse="0 0 0" specular="0 0 0"/></visual>
          <worldbody>
            <camera name="eye" pos="0 0 0" xyaxes="1 0 0 0 0 1" fovy="60"/>
            <geom name="wall" type="box" size="9 0.5 9" pos="0 3.5 0" rgba="0 0 1 1"/>
            <body name="left" pos="-0.6 2 0"><joint name="slider" type="slide" axis="1 0 0"/><geom name="box" type="box" size="0.2 0.2 0.2" rgba="1 0 0 1"/></body>
            <body name="right" pos="0.6 2 0"><freejoint/><geom type="sphere" size="0.2" rgba="0 1 0 1"/></body>
          </worldbody>
        </mujoco>
        """;

    private static readonly PictureSpec Small = new() { Camera = "eye", Width = 120, Height = 120, Format = PictureFormat.Png };

    private readonly Studio _studio = new();

    public void Dispose() => _studio.Dispose();

    [OpenGlFact]
    public void A_picture_shows_the_model_and_says_what_is_on_it()
    {
        using var bench = Bench.With(Wall);
        var (picture, facts) = Take(bench, Small);
        var pixels = PngReader.Read(picture.Content);
        Assert.Equal((120, 120, 3), (pixels.Width, pixels.Height, pixels.Channels));
        Assert.True(pixels.At(60, 10) is [< 30, < 30, > 200], "The wall is blue.");
        Assert.True(pixels.At(29, 60) is [> 200, < 30, < 30], "The box on the left is red.");
        Assert.True(pixels.At(90, 60) is [< 30, > 200, < 30], "The ball on the right is green.");
        Assert.Equal([("wall", "world"), ("box", "left"), ("#2", "right")], facts.Visible.Select(static geom => (geom.Geom, geom.Body)));
        Assert.Equal([1f, 0, 0, 1], facts.Visible[1].Rgba);
        Assert.Equal(120 * 120, facts.Visible.Sum(static geom => geom.Pixels));
        Assert.Equal("eye", Assert.Single(facts.Cameras).Name);
    }

    [OpenGlFact]
    public void Depth_is_metric_and_near_is_white()
    {
        using var bench = Bench.With(Wall);
        var (picture, facts) = Take(bench, Small with { Mode = PictureMode.Depth });
        Assert.InRange(facts.NearM!.Value, 1.8 * 0.99, 1.8 * 1.01);
        Assert.InRange(facts.FarM!.Value, 3.0 * 0.99, 3.0 * 1.01);
        var pixels = PngReader.Read(picture.Content);
        Assert.Equal(1, pixels.Channels);
        Assert.Equal([1], pixels.At(60, 10));
        Assert.InRange(pixels.At(29, 60)[0], 252, 255);
    }

    [OpenGlFact]
    public void A_segmentation_paints_each_thing_in_the_colour_of_the_legend()
    {
        using var bench = Bench.With(Wall);
        var (picture, facts) = Take(bench, Small with { Mode = PictureMode.Segmentation });
        var pixels = PngReader.Read(picture.Content);
        foreach (var (x, y, name, id) in new[] { (60, 10, "wall", 0), (29, 60, "box", 1), (90, 60, "#2", 2) })
        {
            var color = $"#{Convert.ToHexStringLower(pixels.At(x, y))}";
            Assert.Equal(("geom", id, name), facts.Legend.Where(entry => entry.Color == color).Select(static entry => (entry.Type, entry.Id, entry.Name)).Single());
        }
    }

    [OpenGlFact]
    public void A_picture_is_of_the_state_after_the_last_step_and_leaves_it_to_the_bit()
    {
        using var bench = Bench.With(Wall);
        bench.Do(new Contracts.Operations.SetState { Joints = [new("slider", [0.6])] });
        bench.Step(1);
        var (bits, digest, model) = (bench.Bits(), bench.Model().Digest, bench.Model().Model.ToBinary());
        foreach (var mode in Enum.GetValues<PictureMode>())
            Take(bench, Small with { Mode = mode, Overlays = Enum.GetValues<PictureOverlay>(), Quality = PictureQuality.High });
        var (picture, _) = Take(bench, Small);
        Assert.True(PngReader.Read(picture.Content).At(60, 60) is [> 200, < 30, < 30], "The box has been moved to the middle.");
        Assert.Equal(bits, bench.Bits());
        Assert.Equal(digest, bench.Model().Digest);
        Assert.Equal(model, bench.Model().Model.ToBinary());
    }

    [OpenGlFact]
    public void The_free_camera_holds_all_that_moves_and_its_pose_can_be_given_back()
    {
        using var bench = new Bench();
        Assert.Null(bench.Load(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }).Failure);
        foreach (var (width, height) in new[] { (160, 120), (60, 120) })
        {
            var spec = new PictureSpec { Width = width, Height = height, Mode = PictureMode.Segmentation, Format = PictureFormat.Png };
            var (picture, facts) = Take(bench, spec);
            var (pixels, floor) = (PngReader.Read(picture.Content), facts.Legend.Single(static entry => entry.Name == "floor").Color);
            for (var y = 0; y < height; y++)
            {
                foreach (var x in new[] { 0, width - 1 })
                    Assert.Contains($"#{Convert.ToHexStringLower(pixels.At(x, y))}", new[] { floor, "#000000" });
            }

            Assert.Equal(picture.Content, Take(bench, spec with { View = facts.Cameras[0].Pose }).Picture.Content);
        }
    }

    [OpenGlFact]
    public void A_sheet_holds_four_views_of_one_moment()
    {
        using var bench = Bench.With(Wall);
        var (picture, facts) = Take(bench, Small with { Views = 4, Width = 121, Height = 121 });
        Assert.Equal(["eye", "front", "side", "top"], facts.Cameras.Select(static camera => camera.Name));
        Assert.Equal(-1, facts.Cameras[3].Forward[2], 1e-5);
        var pixels = PngReader.Read(picture.Content);
        Assert.True(pixels.At(45, 30) is [< 30, > 200, < 30], "The ball is on the right of the first view.");
    }

    [OpenGlFact]
    public void Labels_and_contacts_are_drawn()
    {
        using var bench = Bench.With(Models.Floating);
        bench.Step(400);
        var view = new PictureSpec { Width = 320, Height = 240, Format = PictureFormat.Png, View = new() { Track = "box", Distance = 1 } };
        var (plain, _) = Take(bench, view);
        var (labelled, _) = Take(bench, view with { Overlays = [PictureOverlay.Labels] });
        Assert.True(Whites(labelled) > Whites(plain) + 20, "A name is white text.");
        var (_, facts) = Take(bench, view with { Mode = PictureMode.Segmentation, Overlays = [PictureOverlay.Contacts] });
        Assert.Contains(facts.Legend, static entry => entry.Type == "decoration");

        static int Whites(Picture picture) => PngReader.Read(picture.Content).Count(static pixel => pixel is [> 240, > 240, > 240]);
    }

    [OpenGlFact]
    public void Sizes_and_qualities_may_change_from_picture_to_picture()
    {
        using var bench = Bench.With(Wall);
        foreach (var (edge, quality) in new[] { (64, PictureQuality.Normal), (1500, PictureQuality.Fast), (64, PictureQuality.High), (16, PictureQuality.Normal) })
        {
            var pixels = PngReader.Read(Take(bench, Small with { Width = edge, Height = edge, Quality = quality }).Picture.Content);
            Assert.True(pixels.At(edge / 4, edge / 2) is [> 200, < 30, < 30], $"{edge} {quality}: the box on the left is red.");
        }
    }

    [Fact]
    public void Cameras_and_bodies_that_are_not_there_are_named_with_those_that_are()
    {
        using var bench = Bench.With(Wall);
        var camera = Refusal(bench, Small with { Camera = "eey" });
        Assert.Equal((ErrorCode.UnknownName, "camera"), (camera.Code, camera.Details.Argument));
        Assert.Equal(["eye"], camera.Details.Close!);
        var body = Refusal(bench, new() { View = new() { Track = "lfet" } });
        Assert.Equal((ErrorCode.UnknownName, "view.track", "left"), (body.Code, body.Details.Argument, body.Details.Close![0]));
        Assert.Equal(ErrorCode.InvalidArgument, Refusal(bench, new() { View = new() { Distance = -1 } }).Code);
    }

    private static Failure Refusal(Bench bench, PictureSpec spec) =>
        Assert.Throws<FailureException>(() => ShotTaker.Take(bench.Model(), spec).Dispose()).Failure;

    private (Picture Picture, PictureFacts Facts) Take(Bench bench, PictureSpec spec)
    {
        var outcome = PictureRunner.Draw(_studio, ShotTaker.Take(bench.Model(), spec), new(), default);
        Assert.Null(outcome.Failure);
        return (outcome.Picture!, outcome.Facts);
    }
}
