using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// The loaded libmujoco. One a process: its error and warning handlers are process-wide. A fatal MuJoCo error writes its message
/// to standard error and ends the process with exit code <see cref="FatalErrorExitCode"/>, since MuJoCo cannot go on from one.
/// </summary>
public sealed class MujocoLibrary
{
    /// <summary>The process's exit code after a fatal MuJoCo error (such as a stack overflow inside <c>mj_step</c>).</summary>
    public const int FatalErrorExitCode = FatalErrors.ExitCode;

    private static readonly Lock Gate = new();
    private static MujocoLibrary? _open;

    private readonly Lazy<DrawingFunctions> _drawing;

    private MujocoLibrary(NativeFunctions functions, LayoutTable layout, string path, string buildId)
    {
        Functions = functions;
        Layout = layout;
        Path = path;
        BuildId = buildId;
        _drawing = new Lazy<DrawingFunctions>(() => new DrawingFunctions(functions.Library));
    }

    /// <summary>What <c>mj_version()</c> answers: 222 for 2.2.2, 3005000 for 3.5.0.</summary>
    public int Version => Layout.Version;

    /// <summary>The version as text, such as <c>2.2.2</c>.</summary>
    public string VersionText => MujocoVersion.ToText(Version);

    /// <summary>The file that was loaded.</summary>
    public string Path { get; }

    /// <summary>What tells two builds of one version apart: the GNU build id in hex, or the file's SHA-256 where it has none.</summary>
    public string BuildId { get; }

    internal NativeFunctions Functions { get; }

    /// <summary>The functions that draw, found at their first use.</summary>
    internal DrawingFunctions Drawing => _drawing.Value;

    internal LayoutTable Layout { get; }

    /// <summary>
    /// Finds and loads MuJoCo, checks the layout table against it and installs the handlers. Later calls return the same object.
    /// </summary>
    /// <param name="options">Where to look; left out: everywhere.</param>
    /// <exception cref="MujocoUnavailableException">Not found, unreadable, unsupported, or not laid out as its table says.</exception>
    /// <exception cref="InvalidOperationException">This process already uses another libmujoco than <paramref name="options"/> names.</exception>
    public static MujocoLibrary Open(MujocoLibraryOptions? options = null)
    {
        lock (Gate)
        {
            if (_open is not null && options?.LibraryPath is null)
                return _open;

            var (library, layout) = new LibraryLoader(new LibraryPlaces(Environment.GetEnvironmentVariable), options ?? new()).Load();
            if (_open is not null)
            {
                library.Unload();
                return library.Path == _open.Path
                    ? _open
                    : throw new InvalidOperationException($"This process already uses {_open.Path}; {library.Path} needs a process of its own.");
            }

            return _open = Start(library, layout);
        }
    }

    /// <summary>
    /// The warnings that MuJoCo gave on the calling thread since the last call, oldest first. At most 100 are kept; a last line says how
    /// many more there were. MuJoCo warns once per kind and data: <see cref="Data.WarningNumber"/> counts them all.
    /// </summary>
    public static IReadOnlyList<string> DrainWarnings() => Warnings.Drain();

    private static MujocoLibrary Start(LoadedLibrary library, LayoutTable layout)
    {
        var functions = new NativeFunctions(library.Handle);
        // Before the first call that may fail: MuJoCo's own handlers print on standard output and wait for a key.
        FatalErrors.Install(library.Handle);
        Warnings.Install(library.Handle);
        if (LayoutCheck.FindMismatch(functions, layout) is { } mismatch)
        {
            throw new MujocoUnavailableException(
                MujocoUnavailableReason.LayoutMismatch,
                $"The layout table of MuJoCo {MujocoVersion.ToText(layout.Version)} does not fit {library.Path}: {mismatch}",
                [library.Path],
                library.Path);
        }

        return new MujocoLibrary(functions, layout, library.Path, BuildIdentity.Of(library.Path));
    }
}
