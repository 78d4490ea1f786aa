using MujocoMcp.Contracts.Errors;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>Which file a caller means by a path. What may be opened is decided again where it is opened, links followed.</summary>
internal sealed class ModelPaths(IReadOnlyList<string> roots)
{
    /// <summary>The absolute path; a relative one is looked for in each model root in turn.</summary>
    /// <exception cref="FailureException"><c>forbidden</c> where it lies outside the roots.</exception>
    public string Resolve(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw Outside(path);
        string[] candidates = [.. roots.Select(root => Path.GetFullPath(path, root)).Where(IsInside).Distinct(StringComparer.Ordinal)];
        return Array.Find(candidates, File.Exists) ?? candidates.FirstOrDefault() ?? throw Outside(path);
    }

    private bool IsInside(string path) => roots.Any(root => path.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal));

    private FailureException Outside(string path) => new(new Failure(ErrorCode.Forbidden, $"'{InvalidArgument.Cut(path)}' lies outside the model roots.")
    {
        Details = new FailureDetails { Argument = "path", Value = InvalidArgument.Cut(path), Expected = "a file inside a model root", Known = [.. roots.Take(32)] },
        Suggestions =
        [
            roots.Count > 0 ? $"Use a file inside {string.Join(" or ", roots.Take(8))}." : "This server has no model roots.",
            "Send the model as 'xml', or set Sessions:ModelRoots (MUJOCO_MCP_MODEL_ROOTS) on the server.",
        ],
    });
}
