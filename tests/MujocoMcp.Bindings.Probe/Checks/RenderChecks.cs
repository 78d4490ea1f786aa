using System.Numerics;

namespace MujocoMcp.Bindings.Probe.Checks;

/// <summary>What must hold of pictures on every version of MuJoCo, where OpenGL is to be had.</summary>
internal static class RenderChecks
{
    private const int Edge = 120;
    private const string Red = "red", Green = "green";

    /// <summary>A wall 3 m before the camera, with a red box to the left and a green sphere to the right of its axis.</summary>
    private const string Wall = """
        <mujoco model="wall">
          <visual><headlight ambient="1 1 1" diffuse="0 0 0" specular="0 0 0"/></visual>
          <worldbody>
            <camera name="eye" pos="0 0 0" xyaxes="1 0 0 0 0 1" fovy="60"/>
            <geom name="wall" type="box" size="9 0.5 9" pos="0 3.5 0" rgba="0 0 1 1"/>
            <body name="left" pos="-0.6 2 0"><freejoint/><geom name="red" type="box" size="0.2 0.2 0.2" rgba="1 0 0 1"/></body>
            <body name="right" pos="0.6 2 0"><freejoint/><geom name="green" type="sphere" size="0.2" rgba="0 1 0 1"/></body>
          </worldbody>
        </mujoco>
        """;

    internal static void Colours_are_where_they_are_expected(MujocoLibrary library) => Draw(library, Wall, static (renderer, scene, whole, _) =>
    {
        renderer.DrawColors(scene, whole);
        var rgb = new byte[3 * Edge * Edge];
        renderer.ReadColors(whole, rgb);
        ExpectColor(rgb, 0.5, 0.9, 2, "the wall");
        ExpectColor(rgb, LeftOfMiddle, 0.5, 0, "the box on the left");
        ExpectColor(rgb, 1 - LeftOfMiddle, 0.5, 1, "the sphere on the right");
    });

    internal static void The_depth_of_a_wall_is_its_distance(MujocoLibrary library) => Draw(library, Wall, static (renderer, scene, whole, _) =>
    {
        renderer.DrawSegments(scene, whole);
        var depth = new float[Edge * Edge];
        renderer.ReadDepth(whole, depth);
        foreach (var (x, y, meters) in new[] { (0.5, 0.5, 3.0), (0.1, 0.9, 3.0), (LeftOfMiddle, 0.5, 1.8), (1 - LeftOfMiddle, 0.5, 1.8) })
        {
            var seen = scene.Camera.MetersOf(depth[At(x, y)]);
            CheckFailedException.Unless(Math.Abs(seen - meters) < 0.01 * meters, $"at {x}, {y} the depth is {seen} m and should be {meters} m.");
        }
    });

    internal static void Segments_name_what_is_there(MujocoLibrary library) => Draw(library, Wall, static (renderer, scene, whole, model) =>
    {
        renderer.DrawSegments(scene, whole);
        var rgb = new byte[3 * Edge * Edge];
        renderer.ReadColors(whole, rgb);
        foreach (var (x, name) in new[] { (0.5, "wall"), (LeftOfMiddle, Red), (1 - LeftOfMiddle, Green) })
        {
            var pixel = 3 * At(x, 0.5);
            var segment = (rgb[pixel] | (rgb[pixel + 1] << 8) | (rgb[pixel + 2] << 16)) - 1;
            var geom = scene.Geoms().Single(geom => geom.Segment == segment);
            CheckFailedException.Unless(geom.Kind == ObjectType.Geom && geom.Id == model.IdOf(ObjectType.Geom, name), $"at {x} there is {geom}, not {name}.");
        }
    });

    internal static void Drawing_leaves_model_and_state_untouched(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        Recording.Run(data, 0, 100);
        var (binary, state) = (model.ToBinary(), Recording.Save(data));
        using var gl = GlContext.Create();
        using var renderer = new Renderer(gl, model, new(Edge, Edge, 0, 256));
        using var scene = new VisualScene(model);
        data.Refresh();
        scene.Update(data, scene.DefaultViewpoint(), VisualElements.ContactPoints | VisualElements.ContactForces | VisualElements.Joints | VisualElements.BodyFrames | VisualElements.BodyLabels);
        renderer.DrawColors(scene, new(0, 0, Edge, Edge));
        CheckFailedException.Unless(model.ToBinary().AsSpan().SequenceEqual(binary), "The model has changed.");
        CheckFailedException.Unless(Recording.Save(data).AsSpan().SequenceEqual(state), "The state has changed.");
    }

    internal static void A_scene_grows_until_all_fits(MujocoLibrary library)
    {
        const int Boxes = 1200;
        var xml = $"<mujoco><size nconmax=\"100\"/><worldbody>{string.Concat(Enumerable.Range(0, Boxes).Select(i => $"<body pos=\"{i} 0 0\"><geom size=\"0.1\"/></body>"))}</worldbody></mujoco>";
        using var model = Model.FromXml(library, xml);
        using var data = new Data(model);
        data.Refresh();
        using var scene = new VisualScene(model);
        scene.Update(data, scene.DefaultViewpoint(), VisualElements.BodyFrames | VisualElements.BodyLabels);
        // A frame is three arrows a body: more than a scene has room for at first.
        CheckFailedException.Unless(scene.Geoms().Length >= 4 * Boxes, $"The scene holds {scene.Geoms().Length} things.");
        CheckFailedException.Unless(MujocoLibrary.DrainWarnings().Count == 0, "Growing left a warning.");
    }

    internal static void OpenGL_belongs_to_its_thread(MujocoLibrary library) => Draw(library, Wall, static (renderer, scene, whole, _) =>
    {
        Exception? thrown = null;
        var other = new Thread(() => thrown = Record(() => renderer.DrawColors(scene, whole)));
        other.Start();
        other.Join();
        CheckFailedException.Unless(thrown is InvalidOperationException, $"Another thread was let in: {thrown}");
        CheckFailedException.Unless(Record(() => renderer.DrawColors(scene, new(0, 0, Edge + 1, Edge))) is ArgumentOutOfRangeException, "An area outside the framebuffer was taken.");
    });

    // Of the width, for something at x = -0.6 m whose front is seen at y = 1.8 m or so under 60 degrees.
    private const double LeftOfMiddle = 0.5 - (0.6 / 2 / (2 * 0.57735));

    private static void Draw(MujocoLibrary library, string xml, Action<Renderer, VisualScene, PictureArea, Model> check)
    {
        using var model = Model.FromXml(library, xml);
        using var data = new Data(model);
        data.Refresh();
        using var gl = GlContext.Create();
        using var renderer = new Renderer(gl, model, new(Edge, Edge, 0, 256));
        using var scene = new VisualScene(model);
        scene.Update(data, Viewpoint.Fixed(0));
        CheckFailedException.Unless(Vector3.Distance(scene.Camera.Forward, Vector3.UnitY) < 1e-5, $"The camera looks along {scene.Camera.Forward}.");
        CheckFailedException.Unless(Math.Abs(scene.Camera.Fovy - 60) < 1e-3, $"The camera's field of view is {scene.Camera.Fovy}.");
        check(renderer, scene, new(0, 0, Edge, Edge), model);
    }

    private static void ExpectColor(byte[] rgb, double x, double y, int channel, string what)
    {
        var pixel = rgb.AsSpan(3 * At(x, y), 3);
        for (var i = 0; i < 3; i++)
            CheckFailedException.Unless(i == channel ? pixel[i] > 200 : pixel[i] < 30, $"{what} is {pixel[0]} {pixel[1]} {pixel[2]}.");
    }

    /// <summary>The pixel at shares of the width and, from below, of the height.</summary>
    private static int At(double x, double y) => ((int)(y * Edge) * Edge) + (int)(x * Edge);

    private static Exception? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is looked at.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
