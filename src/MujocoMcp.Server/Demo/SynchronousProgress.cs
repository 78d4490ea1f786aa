using ModelContextProtocol;

namespace MujocoMcp.Server.Demo;

/// <summary>Hands a report on at once, where <see cref="Progress{T}"/> would queue it.</summary>
internal sealed class SynchronousProgress(Action<ProgressNotificationValue> report) : IProgress<ProgressNotificationValue>
{
    public void Report(ProgressNotificationValue value) => report(value);
}
