using System.Reflection;

namespace MujocoMcp.Viewer.Page.Assets;

/// <summary>The page's own files, embedded in this program; most of them compressed ahead.</summary>
internal static class Bundle
{
    internal const string Index = "index.html";
    private const string Folder = "page/";
    private const string Compressed = ".gz";

    private static readonly Assembly Program = typeof(Bundle).Assembly;

    /// <summary>Changes with every build.</summary>
    internal static string ETag { get; } = $"\"{Program.ManifestModule.ModuleVersionId:N}\"";

    /// <summary>A file by its name; null where there is none.</summary>
    internal static (System.IO.Stream Content, bool IsCompressed, string MediaType)? Open(string name)
    {
        if (Program.GetManifestResourceStream(Folder + name + Compressed) is { } compressed)
            return (compressed, true, MediaTypeOf(name));
        return Program.GetManifestResourceStream(Folder + name) is { } plain ? (plain, false, MediaTypeOf(name)) : null;
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" => "application/json",
        _ => "text/plain; charset=utf-8",
    };
}
