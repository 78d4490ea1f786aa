using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;
using MujocoMcp.Viewer.Process;

namespace MujocoMcp.Viewer.Loading;

/// <summary>The folders that a model's files must lie in, wherever links lead.</summary>
internal sealed class ModelRoots(string[] roots)
{
    private const int MostListed = 32;

    private readonly string[] _roots = [.. roots.Where(Path.IsPathRooted).Select(static root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))];
    private readonly string[] _realRoots = [.. roots.Where(Path.IsPathRooted).Select(Posix.RealPath).OfType<string>()];

    /// <summary>The main file that a caller names: absolute, or relative to a root.</summary>
    /// <exception cref="FailureException"><c>forbidden</c>, or <c>invalid_argument</c> where there is no such file.</exception>
    internal string Main(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw Fail.InvalidArgument("path", null, "The path holds a NUL.", "a path");
        string[] places = Path.IsPathRooted(path) ? [Path.GetFullPath(path)] : [.. _roots.Select(root => Path.GetFullPath(path, root))];
        string[] allowed = [.. places.Where(IsInsideAsWritten)];
        if (allowed.Length == 0)
            throw Forbidden(path, "path");
        foreach (var place in allowed)
        {
            if (Real(place, path, "path") is not null && Posix.IsRegularFile(place))
                return place;
        }

        throw NotThere(path, allowed[0]);
    }

    /// <summary>A file that the XML names; null where it isn't there, which is MuJoCo's to report.</summary>
    /// <exception cref="FailureException"><c>forbidden</c>: outside the roots, or no regular file.</exception>
    internal string? Named(string place, FileReference reference)
    {
        if (!IsInsideAsWritten(place))
            throw Forbidden(reference.Name, "path", reference.Line);
        if (Real(place, reference.Name, "path", reference.Line) is null)
            return null;
        return Posix.IsRegularFile(place) ? place : throw NoFile(reference);
    }

    // Before the disk is asked: whether a file outside the roots exists is nobody's business.
    private bool IsInsideAsWritten(string place) => _roots.Concat(_realRoots).Any(root => IsInside(place, root));

    private string? Real(string place, string name, string argument, int? line = null)
    {
        if (Posix.RealPath(place) is not { } real)
            return null;
        return _realRoots.Any(root => IsInside(real, root)) ? real : throw Forbidden(name, argument, line);
    }

    private static bool IsInside(string path, string root) =>
        path.Length > root.Length && path.StartsWith(root, StringComparison.Ordinal) && (root[^1] == '/' || path[root.Length] == '/');

    private FailureException Forbidden(string name, string argument, int? line = null) =>
        new(new(ErrorCode.Forbidden, line is null ? $"'{Fail.Cut(name)}' lies outside the model roots." : $"The XML names '{Fail.Cut(name)}', which lies outside the model roots.")
        {
            Details = new() { Argument = argument, Value = Fail.Cut(name), Expected = "a file inside a model root", Known = [.. roots.Take(MostListed)], Line = line },
            Suggestions = roots.Length == 0
                ? ["This server has no model roots: give the XML and its assets with the call."]
                : ["Use a file inside a model root, or give the XML and its assets with the call."],
        });

    private static FailureException NoFile(FileReference reference) =>
        new(new(ErrorCode.Forbidden, $"The XML names '{Fail.Cut(reference.Name)}', which is no regular file.")
        {
            Details = new() { Argument = "path", Value = Fail.Cut(reference.Name), Expected = "a regular file inside a model root", Line = reference.Line },
            Suggestions = ["Use a regular file: folders, devices and pipes are not read."],
        });

    private static FailureException NotThere(string path, string place)
    {
        var folder = Path.GetDirectoryName(place);
        string[] names = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.xml").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal).Take(MostListed)] : [];
        var close = CloseNames.To(Path.GetFileName(place), names);
        return new(new(ErrorCode.InvalidArgument, $"There is no file '{Fail.Cut(path)}'.")
        {
            Details = new() { Argument = "path", Value = Fail.Cut(path), Expected = "an MJCF or URDF file inside a model root", Known = names, Close = close },
            Suggestions = close.Length > 0 ? [$"Did you mean '{close[0]}'?"] : ["Give the path of an MJCF or URDF file inside a model root."],
        });
    }
}
