using System.Text.RegularExpressions;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// Chooses the libmujoco to use: the one that is named, or the newest found for which there is a layout table.
/// </summary>
internal sealed partial class LibraryLoader(LibraryPlaces places, MujocoLibraryOptions options)
{
    private readonly List<string> _searched = [];
    private MujocoUnavailableException? _firstFailure;

    /// <exception cref="MujocoUnavailableException">None can be used.</exception>
    internal (LoadedLibrary Library, LayoutTable Layout) Load() =>
        (options.LibraryPath ?? places.Named) is { } named ? LoadNamed(named) : LoadNewest();

    private (LoadedLibrary Library, LayoutTable Layout) LoadNamed(string path)
    {
        var files = Distinct(LibraryPlaces.FilesAt(path)).OrderByDescending(FileNameVersion).ToList();
        _searched.Add(path);
        if (files.Count == 0)
        {
            var source = options.LibraryPath is null ? LibraryPlaces.PathVariable : nameof(MujocoLibraryOptions.LibraryPath);
            throw new MujocoUnavailableException(
                MujocoUnavailableReason.NotFound, $"{source} names {path}, where there is no libmujoco.so.", _searched);
        }

        return WithLayout(LoadedLibrary.Load(files[0]));
    }

    private (LoadedLibrary Library, LayoutTable Layout) LoadNewest()
    {
        foreach (var library in Candidates().OrderByDescending(library => MujocoVersion.SortKey(library.Version)).ToList())
        {
            try
            {
                return WithLayout(library);
            }
            catch (MujocoUnavailableException failure)
            {
                library.Unload();
                Passed(library.Path, failure);
            }
        }

        throw _firstFailure is null
            ? new MujocoUnavailableException(
                MujocoUnavailableReason.NotFound,
                $"libmujoco.so was found nowhere. Install MuJoCo (Debian 12: libmujoco2.2.2), or set {LibraryPlaces.PathVariable} to it. "
                + $"Searched: {string.Join(", ", _searched)}.",
                _searched)
            : new MujocoUnavailableException(
                _firstFailure.Reason, $"{_firstFailure.Message} Searched: {string.Join(", ", _searched)}.", _searched, _firstFailure.Found, _firstFailure);
    }

    /// <summary>Every library on the machine that loads. The loader's own answer comes first: only it knows the search path it was given.</summary>
    private List<LoadedLibrary> Candidates()
    {
        var libraries = new List<LoadedLibrary>();
        foreach (var name in EmbeddedLayouts.Versions.Select(version => $"libmujoco.so.{version}").Prepend("libmujoco.so"))
        {
            _searched.Add(name);
            if (LoadedLibrary.TryLoadByName(name) is not { } library)
                continue;
            if (libraries.Any(known => known.Path == library.Path))
                library.Unload();
            else
                libraries.Add(library);
        }

        foreach (var folder in places.Folders().Distinct())
        {
            _searched.Add(folder);
            foreach (var file in Distinct(LibraryPlaces.FilesIn(folder)).Where(file => libraries.All(known => known.Path != file)))
            {
                try
                {
                    libraries.Add(LoadedLibrary.Load(file));
                }
                catch (MujocoUnavailableException failure)
                {
                    Passed(file, failure);
                }
            }
        }

        return libraries;
    }

    private (LoadedLibrary Library, LayoutTable Layout) WithLayout(LoadedLibrary library)
    {
        if (options.HeaderDirectory is null && EmbeddedLayouts.Find(library.Version) is { } embedded)
            return (library, embedded);

        var folders = options.HeaderDirectory is { } directory ? [directory] : HeaderFolders(library.Path).ToList();
        foreach (var folder in folders.Where(folder => HeaderLayouts.VersionOf(folder) == library.Version))
        {
            try
            {
                return (library, HeaderLayouts.Read(folder));
            }
            catch (FormatException exception)
            {
                throw Unsupported(library, $"its headers in {folder} cannot be read: {exception.Message}", exception);
            }
        }

        throw Unsupported(library, $"no headers of that version are in {string.Join(", ", folders)}", null);
    }

    /// <summary>Where headers stand beside a library: pip wheel, release archive, system installation.</summary>
    private static IEnumerable<string> HeaderFolders(string libraryPath)
    {
        var folder = Path.GetDirectoryName(libraryPath)!;
        for (var depth = 0; depth < 3 && folder is not null; depth++)
        {
            yield return Path.Combine(folder, "include", "mujoco");
            folder = Path.GetDirectoryName(folder);
        }
    }

    private static MujocoUnavailableException Unsupported(LoadedLibrary library, string reason, Exception? inner)
    {
        var found = $"MuJoCo {MujocoVersion.ToText(library.Version)} at {library.Path}";
        return new MujocoUnavailableException(
            MujocoUnavailableReason.UnsupportedVersion,
            $"Found {found}, but its struct layouts are unknown: they are built in for {string.Join(" and ", EmbeddedLayouts.Versions)} only, and {reason}. "
            + $"Set {nameof(MujocoLibraryOptions.HeaderDirectory)} to the include/mujoco folder of exactly that version.",
            [library.Path],
            found,
            inner);
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> files) => files.Select(LoadedLibrary.RealPath).Distinct();

    private static Version FileNameVersion(string file) =>
        VersionSuffix().Match(file) is { Success: true } match ? System.Version.Parse(match.Groups["version"].Value) : new Version(0, 0, 0);

    private void Passed(string path, MujocoUnavailableException failure)
    {
        _firstFailure ??= failure;
        _searched.Add($"{path}: {failure.Message}");
    }

    [GeneratedRegex(@"\.so\.(?<version>\d+\.\d+\.\d+)$")]
    private static partial Regex VersionSuffix();
}
