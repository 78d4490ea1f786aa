using System.Text;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Loading;

/// <summary>A model's XML with all the files that it names, directly or through includes.</summary>
internal static class SourceClosure
{
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Collects the closure of a file on disk.</summary>
    /// <param name="path">The main file, found inside the roots.</param>
    /// <param name="roots">Where all of it must lie.</param>
    /// <exception cref="FailureException"><c>forbidden</c>: it names a file outside the roots, or one that is no regular file.</exception>
    internal static ModelSource OfFile(string path, ModelRoots roots)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        var main = Text(File.ReadAllBytes(path));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var total = 0L;

        // Includes first: any of them may set the folders for all assets.
        var scanned = new List<ModelXml>();
        var pending = new Queue<string>([main]);
        while (pending.TryDequeue(out var xml))
        {
            var scan = ModelXml.Scan(xml);
            scanned.Add(scan);
            foreach (var include in scan.References.Where(static reference => reference.Kind is FileKind.Include))
            {
                if (Take(include, Path.GetFullPath(include.Name, folder)) is { } content)
                    pending.Enqueue(Text(content));
            }
        }

        var folders = new AssetFolders(scanned, folder);
        foreach (var asset in scanned.SelectMany(static scan => scan.References).Where(static reference => reference.Kind is not FileKind.Include))
            Take(asset, folders.PlaceOf(asset));
        return new(main, [.. files.Select(static file => new SourceFile(file.Key, file.Value))]);

        // Null where it isn't there, or is there already. MuJoCo tells files apart by the names in the XML: the first of a name stays.
        byte[]? Take(FileReference reference, string place)
        {
            if (roots.Named(place, reference) is not { } found || files.ContainsKey(reference.Name))
                return null;
            total += new FileInfo(found).Length;
            if (total > MostBytes)
                throw new FailureException(new(ErrorCode.ModelInvalid, $"The model's files exceed {MostBytes / (1024 * 1024)} MiB.") { Details = new() { Value = reference.Name } });
            return files[reference.Name] = File.ReadAllBytes(found);
        }
    }

    /// <summary>Checks that nothing is missing from a closure that came with a call: MuJoCo would look for it on the disk.</summary>
    /// <exception cref="FailureException"><c>model_invalid</c>.</exception>
    internal static void RequireComplete(ModelSource source)
    {
        // By the last part of a name, as MuJoCo compares them before 3.1.3.
        var given = source.Files.ToLookup(static file => Path.GetFileName(file.Name), StringComparer.Ordinal);
        var included = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(source.Files.Where(static file => Path.GetExtension(file.Name) is ".xml" or ".urdf" or ".mjcf").Select(static file => Text(file.Content)));
        pending.Enqueue(source.Xml);
        while (pending.TryDequeue(out var xml))
        {
            foreach (var reference in ModelXml.Scan(xml).References)
            {
                var name = Path.GetFileName(reference.Name);
                if (!given.Contains(name))
                    throw new FailureException(Missing(reference, source));
                // Whatever it is called: what is included is read as XML.
                if (reference.Kind is not FileKind.Include || !included.Add(name))
                    continue;
                foreach (var file in given[name])
                    pending.Enqueue(Text(file.Content));
            }
        }
    }

    // As MuJoCo reads a file, whatever byte order mark it begins with.
    private static string Text(byte[] content) => Encoding.UTF8.GetString(content).TrimStart('\uFEFF');

    private static Failure Missing(FileReference reference, ModelSource source)
    {
        var name = Fail.Cut(reference.Name);
        string[] names = [.. source.Files.Select(static file => file.Name).Take(32)];
        return new(ErrorCode.ModelInvalid, $"The XML names the file '{name}', which is not among the assets.")
        {
            Details = new()
            {
                Argument = "assets",
                Value = name,
                Known = names,
                Close = CloseNames.To(reference.Name, names),
                Line = reference.Line,
            },
            Suggestions = [$"Give '{name}' among the assets, or load the model by its path."],
        };
    }
}
