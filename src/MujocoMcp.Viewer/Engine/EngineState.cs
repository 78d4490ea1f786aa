using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Process;

namespace MujocoMcp.Viewer.Engine;

/// <summary>The engine of this process, or why there is none.</summary>
internal sealed record EngineState(MujocoLibrary? Library, EngineIdentity? Identity, Failure? Failure)
{
    /// <summary>Finds and loads libmujoco.</summary>
    /// <param name="path">The library or its folder; null to search.</param>
    /// <param name="isContained">Whether a sandbox keeps this process from most files.</param>
    internal static EngineState Open(string? path, bool isContained)
    {
        try
        {
            var library = MujocoLibrary.Open(new() { LibraryPath = path });
            var math = LoadedObjects.BuildIdOf("libm.so.6") ?? "unknown";
            return new(library, new(library.VersionText, library.Path, library.BuildId, math, CpuLevel.Name), null);
        }
        catch (MujocoUnavailableException unavailable)
        {
            return new(null, null, isContained && OutOfReach(unavailable) is { } place ? ContainedFrom(place, unavailable.Message) : ToFailure(unavailable));
        }
        catch (UnauthorizedAccessException denied)
        {
            return new(null, null, ContainedFrom("its headers", denied.Message));
        }
    }

    // What exists may always be known; whether it can be opened is the sandbox's affair.
    private static string? OutOfReach(MujocoUnavailableException unavailable) =>
        unavailable.Searched.Append(unavailable.Found).OfType<string>().FirstOrDefault(static place => Path.Exists(place) && !Posix.IsReadable(place));

    private static Failure ContainedFrom(string place, string message) => new(ErrorCode.Unsupported, $"The sandbox keeps viewers from MuJoCo: {place} can't be read. {message}")
    {
        Details = new() { Value = place, Expected = "a MuJoCo that viewers may read" },
        Suggestions = [$"On the server, add the folder of {place} to the option Sessions:Sandbox:ReadableFolders.", "Or install MuJoCo with the system's package manager."],
    };

    private static Failure ToFailure(MujocoUnavailableException unavailable) => new(ErrorCode.Unsupported, unavailable.Message)
    {
        Details = new()
        {
            Value = unavailable.Found,
            Expected = $"MuJoCo {string.Join(" or ", unavailable.Supported)}, or another version with its headers beside it",
            Known = [.. unavailable.Searched.Take(32)],
        },
        Suggestions = unavailable.Reason switch
        {
            MujocoUnavailableReason.NotFound =>
                ["Install MuJoCo, for example Debian's libmujoco2.2.2.", "Or set MUJOCO_PATH to libmujoco.so or to the folder that holds it."],
            MujocoUnavailableReason.UnsupportedVersion =>
                ["Install a supported version, or set MUJOCO_PATH to a MuJoCo release folder with its include directory."],
            _ => ["Reinstall MuJoCo, or set MUJOCO_PATH to another copy of it."],
        },
    };
}
