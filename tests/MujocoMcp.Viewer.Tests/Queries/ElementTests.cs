using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Viewer.Queries;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Queries;

public sealed class ElementTests
{
    private const string Scene = """
        <mujoco model="gallery"><option integrator="RK4" gravity="0 0 -1.6"/>
        <asset><texture name="wood" type="2d" builtin="checker" width="8" height="4" rgb1="1 1 1" rgb2="0 0 0"/>
        <material name="plank" texture="wood" rgba="0.2 0.4 0.6 1"/></asset>
        <worldbody><light name="sun" pos="0 0 3" dir="0 0 -1"/><camera name="front" pos="0 -3 1" fovy="50"/>
          <body name="arm" pos="0 0 1"><joint name="hinge" axis="0 1 0" limited="true" range="-30 30" damping="0.25"/>
            <geom name="painted" type="box" size=".1 .2 .3" material="plank"/><geom name="own" type="sphere" size=".05" material="plank" rgba="1 0 0 1"/>
            <geom name="hidden" type="sphere" size=".05" group="4"/><site name="grip" pos="0 0 .1" size=".02"/></body>
          <body name="far" pos="2 0 1"><joint name="slide" type="slide" axis="1 0 0"/><geom size=".1"/></body></worldbody>
        <tendon><fixed name="cable"><joint joint="slide" coef="2"/></fixed></tendon>
        <equality><joint name="tie" joint1="slide" joint2="hinge"/></equality>
        <actuator><motor name="m" joint="hinge" gear="3"/></actuator>
        <sensor><gyro name="spin" site="grip"/></sensor>
        <keyframe><key name="k" qpos="0.1 0.2"/></keyframe></mujoco>
        """;

    [Theory]
    [InlineData("geom", "painted", "rgba", "0.2 0.4 0.6 1")]
    [InlineData("geom", "own", "rgba", "1 0 0 1")]
    [InlineData("geom", "painted", "texture", "wood")]
    [InlineData("geom", "painted", "type", "box")]
    [InlineData("geom", "painted", "size", "0.1 0.2 0.3")]
    [InlineData("geom", "painted", "visible", "1")]
    [InlineData("geom", "hidden", "visible", "0")]
    [InlineData("geom", "hidden", "material", null)]
    [InlineData("body", "arm", "parent", "world")]
    [InlineData("body", "arm", "geoms", "painted own hidden")]
    [InlineData("joint", "hinge", "range", "-0.5236 0.5236")]
    [InlineData("joint", "slide", "range", null)]
    [InlineData("joint", "hinge", "damping", "0.25")]
    [InlineData("site", "grip", "body", "arm")]
    [InlineData("actuator", "m", "target", "hinge")]
    [InlineData("actuator", "m", "ctrlrange", null)]
    [InlineData("sensor", "spin", "object", "grip")]
    [InlineData("camera", "front", "fovy", "50")]
    [InlineData("light", "sun", "pos", "0 0 3")]
    [InlineData("material", "plank", "texture", "wood")]
    [InlineData("texture", "wood", "width", "8")]
    [InlineData("tendon", "cable", "range", null)]
    [InlineData("equality", "tie", "object2", "hinge")]
    [InlineData("keyframe", "k", "qpos", "0.1 0.2")]
    public void An_element_tells_what_the_model_says(string kind, string name, string field, string? expected)
    {
        using var bench = Bench.With(Scene);
        var item = Assert.Single(List(bench, kind, name).Items);
        Assert.Equal(name, item.Name);
        Assert.Equal(expected, Text(item.Fields.Single(value => value.Name == field)));
    }

    [Fact]
    public void Kinds_with_names_are_those_of_MuJoCos_objects() =>
        Assert.Equal(ElementKinds.Named, ElementKinds.Items.Where(static kind => ElementTable.TypeOf(kind) is not null));

    [Fact]
    public void A_sensor_of_something_that_is_not_listed_has_no_object()
    {
        using var bench = Bench.With("""
            <mujoco><custom><numeric name="n" data="1"/></custom><worldbody><body><joint/><geom size=".1"/></body></worldbody>
            <sensor><user name="own" dim="1" needstage="pos" datatype="real" objtype="numeric" objname="n"/></sensor></mujoco>
            """);
        var sensor = Assert.Single(List(bench, "sensor").Items);
        Assert.Null(Text(sensor.Fields.Single(static value => value.Name == "object")));
    }

    [Fact]
    public void The_model_as_a_whole_and_its_options_are_one_item()
    {
        using var bench = Bench.With(Scene);
        Assert.Equal("gallery", Assert.Single(List(bench, "summary").Items).Name);
        var option = Assert.Single(List(bench, "option").Items);
        Assert.Equal("RK4", Text(option.Fields.Single(static value => value.Name == "integrator")));
        Assert.Equal("0 0 -1.6", Text(option.Fields.Single(static value => value.Name == "gravity")));
    }

    [Fact]
    public void Every_kind_can_be_listed_of_every_sample()
    {
        foreach (var file in (string[])["humanoid/humanoid.xml", "tendon_arm/arm26.xml", "mug/mug.xml", "slider_crank/slider_crank.xml"])
        {
            using var bench = new Bench();
            Assert.Null(bench.Load(new() { Sequence = 0, ModelId = "main", Path = $"{Models.Samples}/{file}", Roots = [Models.Samples] }).Failure);
            foreach (var kind in ElementKinds.All.Where(static kind => kind != ElementKinds.Xml))
                Assert.Equal(List(bench, kind).Total, List(bench, kind).Items.Length);
        }
    }

    [Fact]
    public void Pages_follow_each_other_and_end()
    {
        using var bench = Bench.With(Scene);
        var all = List(bench, "geom").Items.Select(static item => item.Id).ToArray();
        var paged = new List<int>();
        string? cursor = null;
        do
        {
            var page = (ElementsListed)bench.Ask(new ListElements("geom", null, ["rgba"], 3, cursor, 100_000)).Answer!;
            Assert.Equal(all.Length, page.Total);
            paged.AddRange(page.Items.Select(static item => item.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(all, paged);
        Assert.NotEmpty(((ElementsListed)bench.Ask(new ListElements("geom", null, null, 500, null, 300)).Answer!).NextCursor!);
    }

    [Fact]
    public void A_cursor_of_another_model_is_refused()
    {
        using var bench = Bench.With(Scene);
        var cursor = ((ElementsListed)bench.Ask(new ListElements("geom", null, null, 1, null, 4000)).Answer!).NextCursor;
        Assert.Null(bench.Load(new() { Sequence = 9, ModelId = "main", Source = new(Models.Pendulum, []) }).Failure);
        var failure = bench.Ask(new ListElements("geom", null, null, 1, cursor, 4000)).Failure!;
        Assert.Equal((ErrorCode.InvalidArgument, "cursor"), (failure.Code, failure.Details.Argument));
    }

    [Theory]
    [InlineData("geom", "paintd", null, "name_glob", "painted")]
    [InlineData("geom", null, "colour", "fields[0]", null)]
    [InlineData("geom", null, "siez", "fields[0]", "size")]
    public void Names_that_are_not_there_are_told_with_those_that_resemble_them(string kind, string? glob, string? field, string argument, string? close)
    {
        using var bench = Bench.With(Scene);
        var failure = bench.Ask(new ListElements(kind, glob, field is null ? null : [field], 5, null, 4000)).Failure!;
        Assert.Equal((ErrorCode.UnknownName, argument), (failure.Code, failure.Details.Argument));
        if (close is not null)
            Assert.Contains(close, failure.Details.Close!);
    }

    private static ElementsListed List(Bench bench, string kind, string? name = null) =>
        Assert.IsType<ElementsListed>(bench.Ask(new ListElements(kind, name, null, 500, null, int.MaxValue)).Answer);

    private static string? Text(ElementField value) => value.Kind is FieldKind.Absent ? null : string.Join(' ', value.Numbers.Select(static number => Math.Round(number, 4).ToString(System.Globalization.CultureInfo.InvariantCulture)).Concat(value.Texts));
}
