using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>What one client was shown last: what hasn't changed since isn't sent again. The simulation thread's alone.</summary>
internal sealed class ShownState
{
    internal bool IsGreeted { get; set; }

    /// <summary>Which list of models; 0 for none yet.</summary>
    internal long Models { get; set; }

    /// <summary>Which of the session's statuses; 0 for none yet.</summary>
    internal long Status { get; set; }

    /// <summary>When that was, s.</summary>
    internal double StatusAt { get; set; }

    /// <summary>The model's generation; 0 for none yet.</summary>
    internal uint Generation { get; set; }

    /// <summary>The state and how it was drawn.</summary>
    internal (long Version, SceneOptions Options, bool IsPlaying)? Frame { get; set; }

    /// <summary>From when on it may be sent another, s.</summary>
    internal double NextAt { get; set; }
}
