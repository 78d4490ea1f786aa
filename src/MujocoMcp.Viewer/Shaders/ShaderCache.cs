using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Viewer.Engine;
using MujocoMcp.Viewer.Loading;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Rendering;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Shaders;

/// <summary>
/// What Mesa compiles to draw, done once a build by <c>mujoco-viewer --compile-shaders</c> and kept beside the program: it takes more than half of
/// the time to a process's first picture. Viewers read it and can't add to it: what one of them wrote, the others would run. Mesa tells its own version's
/// from another's; where it finds none, it compiles.
/// </summary>
internal static class ShaderCache
{
    internal const string Command = "--compile-shaders";

    private const int Done = 0;
    private const int Failed = 1;
    private const string ModelId = "shaders";
    private const string Kept = "kept";
    private const string Added = "foz_cache"; // where Mesa itself writes
    private const string Index = "index";
    private const string LightsHere = "<!-- lights -->";
    private const string Sun = """<light directional="true" dir="0 .3 -1"/>""";
    private const string Lamp = """<light pos="1 -1 2" dir="-.5 .5 -1" cutoff="40" exponent="10"/>""";
    private const string PlainSun = """<light directional="true" dir="0 .3 -1" castshadow="false"/>""";
    private const string PlainLamp = """<light pos="1 -1 2" dir="-.5 .5 -1" castshadow="false"/>""";

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] Parts = [".foz", "_idx.foz"];

    // Mesa compiles for how many lights there are, and of which kinds.
    private static readonly string[] Lights = ["", Sun, Lamp, Sun + Lamp, Sun + Sun, Lamp + Lamp, PlainSun, PlainLamp];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "shaders");

    // And for what is left out, smoothed, or drawn beside.
    private static IEnumerable<PictureSpec> ColoredPictures => Enum.GetValues<PictureQuality>().Select(static quality => new PictureSpec { Quality = quality });

    private static IEnumerable<PictureSpec> OtherPictures =>
    [
        new() { Overlays = Enum.GetValues<PictureOverlay>() },
        new() { Mode = PictureMode.Depth, Format = PictureFormat.Png },
    ];

    /// <summary>Has Mesa use what is kept. To be called before any other thread may read the environment.</summary>
    internal static void Use()
    {
        if (!Directory.Exists(Folder))
        {
            Posix.ReplaceVariable("MESA_SHADER_CACHE_DISABLE", "true");
            return;
        }

        Lead(Folder);
        Posix.ReplaceVariable("MESA_DISK_CACHE_READ_ONLY_FOZ_DBS", Kept);
    }

    /// <summary>Draws one of everything with an empty cache, and keeps what Mesa compiled for that.</summary>
    /// <returns>The program's exit code.</returns>
    internal static int Fill()
    {
        var fresh = $"{Folder}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(fresh);
            Lead(fresh);
            // As viewers draw, to whom no graphics card is open.
            Posix.ReplaceVariable("LIBGL_ALWAYS_SOFTWARE", "true");
            Draw();
            var filled = Directory.GetFiles(fresh, Added + Parts[0], SearchOption.AllDirectories);
            if (filled.Length == 0)
                return Fail("The OpenGL of this machine keeps nothing of what it compiles.");
            foreach (var added in filled)
                Seal(Path.GetDirectoryName(added)!);
            foreach (var folder in Directory.GetDirectories(fresh, "*", SearchOption.AllDirectories).Append(fresh))
                Permit(folder, FolderMode);
            Delete(Folder);
            Directory.Move(fresh, Folder);
            return Done;
        }
        catch (FailureException lacking)
        {
            return Fail(lacking.Failure.Message);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return Fail(unwritable.Message);
        }
        finally
        {
            Delete(fresh);
        }
    }

    private static int Fail(string why)
    {
        Log.Write(why);
        return Failed;
    }

    private static void Lead(string folder)
    {
        Posix.ReplaceVariable("MESA_SHADER_CACHE_DISABLE", "false");
        Posix.ReplaceVariable("MESA_SHADER_CACHE_DIR", folder);
        Posix.ReplaceVariable("MESA_DISK_CACHE_SINGLE_FILE", "true");
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
            Draw(studio, library, xml.Replace(LightsHere, lights, StringComparison.Ordinal), lights.Length > 0 ? ColoredPictures : ColoredPictures.Concat(OtherPictures));
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
            var (added, kept) = (Path.Combine(folder, Added + part), Path.Combine(folder, Kept + part));
            File.Move(added, kept);
            Permit(kept, FileMode);
            File.CreateSymbolicLink(added, "/dev/null");
        }

        File.Delete(Path.Combine(folder, Index));
        Directory.CreateDirectory(Path.Combine(folder, Index));
    }

    /// <summary>Mesa makes some for their owner alone, and a build may be another user's.</summary>
    private static void Permit(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        File.SetUnixFileMode(path, mode);
    }
}
