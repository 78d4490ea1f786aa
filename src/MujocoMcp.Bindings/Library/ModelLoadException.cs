namespace MujocoMcp.Bindings;

/// <summary>MuJoCo refused a model. The message is MuJoCo's own text.</summary>
public sealed class ModelLoadException : Exception
{
    internal ModelLoadException(string message, int? line = null, IReadOnlyList<string>? warnings = null)
        : base(message)
    {
        Line = line;
        Warnings = warnings ?? [];
    }

    /// <summary>The line of the XML at fault, counted from 1; null where MuJoCo names none.</summary>
    public int? Line { get; }

    /// <summary>The warnings that MuJoCo gave while it loaded, in order.</summary>
    public IReadOnlyList<string> Warnings { get; }
}
