using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Starts viewer processes.</summary>
internal interface IViewerLauncher
{
    /// <summary>Takes a process that stands ready.</summary>
    /// <param name="events">Told what the process says, its hello again, on any thread.</param>
    /// <param name="exited">Told once how it ended, on any thread.</param>
    /// <returns>Null where none does.</returns>
    Task<IViewerProcess?> TakeReadyAsync(IViewerEvents events, Action<ViewerExit> exited) => Task.FromResult<IViewerProcess?>(null);

    /// <summary>Starts a process.</summary>
    /// <param name="session">The session that it is for; null for one that stands ready for whichever comes.</param>
    /// <param name="events">Told what the process says, on any thread.</param>
    /// <param name="exited">Told once how it ended, on any thread.</param>
    /// <exception cref="ViewerLaunchException">It can't be started.</exception>
    Task<IViewerProcess> LaunchAsync(SessionId? session, IViewerEvents events, Action<ViewerExit> exited);
}

/// <summary>A viewer process. Disposing it kills it.</summary>
internal interface IViewerProcess : IDisposable
{
    int Pid { get; }

    DateTimeOffset StartedAt { get; }

    /// <summary>Its resident memory, MiB; null where that can't be read any more.</summary>
    double? ResidentMiB { get; }

    /// <summary>Whether it runs, or would if a processor were free.</summary>
    bool WantsProcessor { get; }

    /// <summary>Whether it lives and isn't stopped, by the kernel's word.</summary>
    bool CanRun { get; }

    /// <summary>Ends when its pipe does, whether the process lives on or not. Never faults.</summary>
    Task PipeEnded { get; }

    /// <summary>Its end of the contract.</summary>
    IViewer Rpc { get; }

    /// <summary>The end of what it has written to stderr, also when it is gone.</summary>
    string ReadStderr();

    /// <summary>Sends SIGKILL. The end is told to the launch's callback.</summary>
    void Kill();
}

/// <summary>A viewer process could not be started.</summary>
internal sealed class ViewerLaunchException(string message, Exception? inner = null) : Exception(message, inner);
