using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>Asks MuJoCo for a model and turns a refusal into an exception that carries MuJoCo's words.</summary>
internal static unsafe partial class ModelLoading
{
    private const int ErrorLength = 2000;
    private const string ModelName = "model.xml";
    private const string BinaryName = "model.mjb";

    internal static ModelHandle FromXml(MujocoLibrary library, string xml, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> assets)
    {
        if (string.IsNullOrWhiteSpace(xml))
            throw new ModelLoadException("The XML is empty.");
        var name = ModelName;
        while (assets.Keys.Any(asset => Path.GetFileName(asset) == name))
            name = "_" + name;
        using var files = new VirtualFiles(library.Functions, library.Layout);
        files.Add(name, Encoding.UTF8.GetBytes(xml));
        foreach (var (asset, content) in assets)
            files.Add(asset, content.Span);
        return Compile(library, name, files.Pointer);
    }

    internal static ModelHandle FromFile(MujocoLibrary library, string path) =>
        path.EndsWith(".mjb", StringComparison.OrdinalIgnoreCase) ? FromBinary(library, ReadBinary(path)) : Compile(library, path, null);

    internal static ModelHandle FromBinary(MujocoLibrary library, ReadOnlySpan<byte> mjb)
    {
        BinaryFormat.Of(library).Check(mjb);
        using var files = new VirtualFiles(library.Functions, library.Layout);
        files.Add(BinaryName, mjb);
        return LoadBinary(library, BinaryName, files.Pointer);
    }

    private static byte[] ReadBinary(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(exception.Message);
        }
    }

    private static ModelHandle Compile(MujocoLibrary library, string name, void* files)
    {
        var warnings = Warnings.PendingCount;
        var error = stackalloc byte[ErrorLength];
        *error = 0;
        void* model;
        fixed (byte* path = Utf8.Terminated(name))
            model = library.Functions.LoadXml(path, files, error, ErrorLength);
        var text = Marshal.PtrToStringUTF8((nint)error) ?? "";
        if (model is null)
            throw Refusal(text, Warnings.TakeSince(warnings));
        // With a model, the text is a warning of the compiler.
        if (text.Length > 0)
            Warnings.Add(text);
        return new ModelHandle(library.Functions, model);
    }

    private static ModelHandle LoadBinary(MujocoLibrary library, string name, void* files)
    {
        var warnings = Warnings.PendingCount;
        void* model;
        fixed (byte* path = Utf8.Terminated(name))
            model = library.Functions.LoadModel(path, files);
        return model is not null
            ? new ModelHandle(library.Functions, model)
            : throw Refusal("Not a binary model of this version of MuJoCo.", Warnings.TakeSince(warnings));
    }

    private static ModelLoadException Refusal(string text, IReadOnlyList<string> warnings)
    {
        var message = text.Trim();
        if (message.Length == 0)
            message = warnings.Count > 0 ? warnings[^1] : "MuJoCo gave no reason.";
        var line = LineNumber().Match(message);
        return new ModelLoadException(
            message, line.Success ? int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture) : null, warnings);
    }

    // 'line 12, column 5' from the MJCF reader; 'Line number=12' and 'at line 12' from the XML parsers below it.
    [GeneratedRegex(@"\bline(?:\s+number)?\s*[= ]\s*(?<line>\d{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex LineNumber();
}
