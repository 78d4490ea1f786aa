using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Viewer.Engine;
using MujocoMcp.Viewer.Loading;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>
/// What Mesa compiles to draw, done once a machine by <c>mujoco-viewer --compile-shaders</c> and kept beside the program: it takes more than half of
/// the time to a process's first picture. Viewers read it and never add to it: what one of them wrote, the others would run. Mesa tells its own version's
/// from another's; where it finds none, it compiles.
/// </summary>
internal static class ShaderCache
{
    internal const string Command = "--compile-shaders";

    private const string ModelId = "shaders";
    private const string Kept = "kept";
    private const string Added = "foz_cache"; // where Mesa itself writes
    private const string Index = "index";
    private static readonly string[] Parts = [".foz", "_idx.foz"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "shaders");

    private const string Sun = """<light directional="true" dir="0 .3 -1"/>""";
    private const string Lamp = """<light pos="1 -1 2" dir="-.5 .5 -1" cutoff="40" exponent="10"/>""";
    private const string PlainSun = """<light directional="true" dir="0 .3 -1" castshadow="false"/>""";
    private const string PlainLamp = """<light pos="1 -1 2" dir="-.5 .5 -1" castshadow="false"/>""";

    // Mesa compiles for how many lights there are, and of which kinds.
    private static readonly string[] Lights = ["", Sun, Lamp, Sun + Lamp, Sun + Sun, Lamp + Lamp, PlainSun, PlainLamp];

    // And for what is left out, smoothed, or drawn beside.
    private static IEnumerable<PictureSpec> ColoredPictures => Enum.GetValues<PictureQuality>().Select(static quality => new PictureSpec { Quality = quality });

    private static IEnumerable<PictureSpec> OtherPictures =>
    [
        new() { Overlays = Enum.GetValues<PictureOverlay>() },
        new() { Mode = PictureMode.Depth, Format = PictureFormat.Png },
    ];

    /// <summary>Has Mesa use what is kept, and write nothing. To be called before any other thread may read the environment.</summary>
    internal static void Use()
    {
        if (!Directory.Exists(Folder))
        {
            Posix.SetVariable("MESA_SHADER_CACHE_DISABLE", "true");
            return;
        }

        Lead(Folder);
        Posix.SetVariable("MESA_DISK_CACHE_READ_ONLY_FOZ_DBS", Kept);
    }

    /// <summary>Draws one of everything with an empty cache, and keeps what Mesa compiled for that.</summary>
    /// <returns>The program's exit code.</returns>
    internal static int Fill()
    {
        var fresh = $"{Folder}.new";
        Delete(fresh);
        Directory.CreateDirectory(fresh);
        Lead(fresh);
        try
        {
            Draw();
            foreach (var added in Directory.GetFiles(fresh, Added + Parts[0], SearchOption.AllDirectories))
                Seal(Path.GetDirectoryName(added)!);
            Delete(Folder);
            Directory.Move(fresh, Folder);
            return 0;
        }
        catch (FailureException lacking)
        {
            Log.Write(lacking.Failure.Message);
            return 1;
        }
        finally
        {
            Delete(fresh);
        }
    }

    private static void Lead(string folder)
    {
        Posix.SetVariable("MESA_SHADER_CACHE_DIR", folder);
        Posix.SetVariable("MESA_DISK_CACHE_SINGLE_FILE", "true");
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void Draw()
    {
        var engine = EngineState.Open(path: null, isContained: false);
        if (engine.Library is not { } library)
            throw new FailureException(engine.Failure!);
        using var scene = new StreamReader(typeof(ShaderCache).Assembly.GetManifestResourceStream("shaders.xml")!);
        var xml = scene.ReadToEnd();
        // What Mesa has compiled is all written once this is gone.
        using var studio = new Studio();
        foreach (var lights in Lights)
            Draw(studio, library, xml.Replace("<!-- lights -->", lights, StringComparison.Ordinal), lights.Length > 0 ? ColoredPictures : ColoredPictures.Concat(OtherPictures));
    }

    private static void Draw(Studio studio, MujocoLibrary library, string xml, IEnumerable<PictureSpec> pictures)
    {
        var table = new SimulationTable();
        var loaded = new ModelLoader(library, table, new Progress()).Load(
            new() { Sequence = 0, ModelId = ModelId, Source = new ModelSource(xml, []) }, CancellationToken.None);
        if (loaded.Failure is { } refused)
            throw new FailureException(refused);
        foreach (var picture in pictures)
        {
            using var shot = ShotTaker.Take(table.Require(ModelId), picture);
            PictureMaker.Make(studio, shot);
        }

        table.Remove(ModelId);
    }

    /// <summary>Leaves nothing in a folder that Mesa would write to: it is content with a file that takes everything and keeps nothing, and without an index.</summary>
    private static void Seal(string folder)
    {
        foreach (var part in Parts)
        {
            var added = Path.Combine(folder, Added + part);
            File.Move(added, Path.Combine(folder, Kept + part));
            File.CreateSymbolicLink(added, "/dev/null");
        }

        File.Delete(Path.Combine(folder, Index));
        Directory.CreateDirectory(Path.Combine(folder, Index));
    }
}
