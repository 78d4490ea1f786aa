using System.Diagnostics;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Loading;

/// <summary>Makes models from XML, files and our own binaries. The simulation thread's alone.</summary>
internal sealed class ModelLoader(MujocoLibrary library, SimulationTable table, Progress progress)
{
    // From here on MuJoCo compares whole names of virtual files, folders included; before, their last parts.
    private const int FirstVersionWithFolders = 313;

    /// <summary>Loads a model. After a failure all is as before, an earlier model of the same id included.</summary>
    internal LoadOutcome Load(LoadRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        progress.Begin(ViewerPhase.Loading, request.Sequence, 0, 0);
        try
        {
            if (cancellationToken.IsCancellationRequested)
                return new() { Failure = Fail.Cancelled() };
            return Replace(request, cancellationToken) with { CostMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
        }
        catch (FailureException refused)
        {
            return new() { Failure = refused.Failure };
        }
        catch (ModelLoadException refused)
        {
            return new() { Failure = Invalid(refused) };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new() { Failure = new(ErrorCode.ModelInvalid, unreadable.Message) { Suggestions = ["Make the model's files readable, or give their content with the call."] } };
        }
        catch (OutOfMemoryException tooLarge)
        {
            return new()
            {
                Failure = new(ErrorCode.ModelInvalid, tooLarge.Message) { Suggestions = ["Make the model smaller: fewer bodies, smaller <size> limits."] },
            };
        }
        finally
        {
            progress.End();
        }
    }

    private LoadOutcome Replace(LoadRequest request, CancellationToken cancellationToken)
    {
        MujocoLibrary.DrainWarnings();
        var (model, closure, binary) = Make(request);
        using var _ = binary;
        var simulated = Simulate(model, binary.Bytes);
        try
        {
            if (request.Keyframe is { } keyframe)
                simulated.Reset(keyframe);
            var outcome = new LoadOutcome
            {
                Model = ModelDescriber.Describe(model, simulated.Names),
                ModelDigest = simulated.ModelDigest,
                Source = closure,
                Binary = request.Binary is null ? binary.Pack() : null,
                Clock = simulated.Clock,
                Digest = simulated.Digest,
                Warnings = [.. WarningTally.Spoken()],
            };
            // A compile can't be cut, but what came of it for nobody can be left.
            if (cancellationToken.IsCancellationRequested)
                throw new FailureException(Fail.Cancelled());
            table.Put(request.ModelId, simulated);
            return outcome;
        }
        catch (FailureException)
        {
            simulated.Dispose();
            throw;
        }
    }

    private static SimulatedModel Simulate(Model model, ReadOnlySpan<byte> binary)
    {
        try
        {
            return new(model, binary);
        }
        catch (InsufficientMemoryException)
        {
            model.Dispose();
            throw;
        }
    }

    private (Model Model, ModelSource? Closure, BinaryModel Binary) Make(LoadRequest request)
    {
        switch (request)
        {
            case { Source: { } source, Path: null, Binary: null }:
                SourceClosure.RequireComplete(source);
                return Compiled(Model.FromXml(library, source.Xml, AssetsOf(source)), closure: null);
            case { Path: { } path, Source: null, Binary: null }:
                var roots = new ModelRoots(request.Roots);
                var main = roots.Main(path);
                if (main.EndsWith(".mjb", StringComparison.OrdinalIgnoreCase))
                    throw Fail.InvalidArgument("path", path, "MuJoCo doesn't check a binary model: only MJCF and URDF files are loaded.", "an MJCF or URDF file");
                var closure = SourceClosure.OfFile(main, roots);
                return Compiled(Model.FromFile(library, main), closure);
            case { Binary: { } packed, Source: null, Path: null }:
                var binary = BinaryModel.Unpack(packed);
                return (Model.FromBinary(library, binary.Bytes), null, binary);
            default:
                throw Fail.InvalidArgument("xml", null, "A model comes from exactly one place.", "one of xml and path");
        }
    }

    private static (Model Model, ModelSource? Closure, BinaryModel Binary) Compiled(Model model, ModelSource? closure) => (model, closure, BinaryModel.Of(model));

    private Dictionary<string, ReadOnlyMemory<byte>> AssetsOf(ModelSource source)
    {
        var assets = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in source.Files)
        {
            if (file.Name.Length == 0 || file.Name.Contains('\0', StringComparison.Ordinal) || !assets.TryAdd(file.Name, file.Content))
                throw Fail.InvalidArgument("assets", file.Name, "An asset's name is empty or given twice.", "a name for each asset");
        }

        if (library.Version < FirstVersionWithFolders)
            return assets;
        var main = ModelXml.Scan(source.Xml);
        foreach (var file in source.Files)
        {
            foreach (var folder in new[] { main.MeshDirectory, main.TextureDirectory })
            {
                if (!string.IsNullOrEmpty(folder))
                    assets.TryAdd(Path.Combine(folder, file.Name), file.Content);
            }
        }

        return assets;
    }

    private static Failure Invalid(ModelLoadException refused)
    {
        var text = refused.Message;
        var place = refused.Line is { } line ? $" at line {line}" : "";
        return new(ErrorCode.ModelInvalid, text)
        {
            Details = new() { Line = refused.Line },
            Suggestions = text switch
            {
                _ when Says("open", "resource", "file not found", "missing file") => ["Give every file that the XML names among the assets, under the name it uses."],
                _ when Says("schema", "unrecognized", "attribute") => [$"Correct the element or attribute{place}: MuJoCo's XML reference lists what each takes."],
                _ when Says("empty", "root element", "parse error", "XML_ERROR") => ["Give a whole MJCF document: <mujoco> … </mujoco>."],
                _ => [$"Correct the XML{place} and load it again; the earlier model is untouched."],
            },
        };

        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }
}
