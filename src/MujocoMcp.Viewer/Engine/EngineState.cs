using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Engine;

/// <summary>The engine of this process, or why there is none.</summary>
internal sealed record EngineState(MujocoLibrary? Library, EngineIdentity? Identity, Failure? Failure)
{
    /// <summary>Finds and loads libmujoco.</summary>
    /// <param name="path">The library or its folder; null to search.</param>
    internal static EngineState Open(string? path)
    {
        try
        {
            var library = MujocoLibrary.Open(new() { LibraryPath = path });
            var math = LoadedObjects.BuildIdOf("libm.so.6") ?? "unknown";
            return new(library, new(library.VersionText, library.Path, library.BuildId, math, CpuLevel.Name), null);
        }
        catch (MujocoUnavailableException unavailable)
        {
            return new(null, null, ToFailure(unavailable));
        }
    }

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
