namespace MujocoMcp.Bindings;

/// <summary>MuJoCo cannot be used on this machine; says what was searched, what was found and what would work.</summary>
public sealed class MujocoUnavailableException : Exception
{
    internal MujocoUnavailableException(
        MujocoUnavailableReason reason,
        string message,
        IReadOnlyList<string>? searched = null,
        string? found = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Searched = searched ?? [];
        Found = found;
    }

    /// <summary>Which of the four cases this is.</summary>
    public MujocoUnavailableReason Reason { get; }

    /// <summary>The places looked at, in order; a place that held something unusable says so after a colon.</summary>
    public IReadOnlyList<string> Searched { get; }

    /// <summary>What was found: a path, with the version where that could be asked; null when nothing was.</summary>
    public string? Found { get; }

    /// <summary>The versions with a built-in layout table, oldest first, such as <c>2.2.2</c>.</summary>
    public IReadOnlyList<string> Supported { get; } = Layout.EmbeddedLayouts.Versions;
}
