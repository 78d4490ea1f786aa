namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>What became of a session's processes, and what they wrote to stderr: the end of it, for as long as the session's actor lives.</summary>
internal sealed class SessionLog
{
    /// <summary>The most that is kept and told, characters: it travels in a message.</summary>
    internal const int Capacity = 8 * 1024;

    private string _past = "";
    private Func<string>? _present;

    /// <summary>A process is up.</summary>
    /// <param name="at">When.</param>
    /// <param name="pid">Which.</param>
    /// <param name="readStderr">Reads the end of what it wrote to stderr, also when it is gone.</param>
    public void Begin(DateTimeOffset at, int pid, Func<string> readStderr)
    {
        Add(at, $"viewer process {pid} is up");
        _present = readStderr;
    }

    /// <summary>Something happened after which that process is there no more.</summary>
    /// <param name="at">When.</param>
    /// <param name="line">What.</param>
    /// <param name="lastWords">The end of what a process wrote to stderr that never was up.</param>
    public void Add(DateTimeOffset at, string line, string lastWords = "")
    {
        // What it wrote before that stands before it.
        Append(_present is { } readStderr ? readStderr() : lastWords);
        _present = null;
        Append($"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z {line}");
    }

    /// <summary>The end of the log: whole lines, where they aren't longer than all of it.</summary>
    public string Read() => _present is { } readStderr ? End(_past + Ended(readStderr())) : _past;

    private void Append(string text) => _past = End(_past + Ended(text));

    private static string Ended(string text) => text.Length == 0 || text[^1] == '\n' ? text : text + "\n";

    private static string End(string text)
    {
        if (text.Length <= Capacity) return text;
        var line = text.IndexOf('\n', text.Length - Capacity) + 1;
        return line > 0 && line < text.Length ? text[line..] : text[^Capacity..];
    }
}
