using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class ExitStatusTests
{
    [Theory]
    [InlineData(0, ViewerExitKind.Clean, 0, null)]
    [InlineData(1, ViewerExitKind.Abnormal, 1, null)]
    [InlineData(64, ViewerExitKind.Abnormal, 64, null)]
    [InlineData(70, ViewerExitKind.EngineError, 70, null)]
    [InlineData(134, ViewerExitKind.Crashed, null, "SIGABRT")]
    [InlineData(137, ViewerExitKind.Killed, null, "SIGKILL")]
    [InlineData(139, ViewerExitKind.Crashed, null, "SIGSEGV")]
    [InlineData(143, ViewerExitKind.Killed, null, "SIGTERM")]
    [InlineData(170, ViewerExitKind.Killed, null, "signal 42")]
    public void An_exit_status_says_how_a_process_ended(int status, ViewerExitKind kind, int? code, string? signal) =>
        Assert.Equal(new ViewerExit(kind, code, signal, "tail", TimeSpan.FromSeconds(1)), ExitStatus.Describe(status, "tail", TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(70, "MuJoCo: Could not allocate memory\n")]
    [InlineData(134, "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n")]
    [InlineData(134, "Unhandled exception. System.OutOfMemoryException: Array dimensions exceeded supported range.\n")]
    public void Out_of_memory_is_known_by_the_last_words(int status, string lastWords) =>
        Assert.Equal(ViewerExitKind.OutOfMemory, ExitStatus.Describe(status, lastWords, TimeSpan.Zero).Kind);
}
