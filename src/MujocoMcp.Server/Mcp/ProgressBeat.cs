using System.Globalization;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Mcp;

/// <summary>Turns what a command tells of its progress into reports that keep coming (clients take silence for death) and always rise (MCP asks for it).</summary>
internal sealed class ProgressBeat(IProgress<CallProgress>? listener)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);

    private float _last = -1;
    private float? _total;
    private string _message = "waiting";
    private bool _reported;

    public void Report(CommandProgress progress)
    {
        _total = progress.StepsTotal;
        _message = string.Create(CultureInfo.InvariantCulture, $"{progress.StepsDone} of {progress.StepsTotal} steps, t = {progress.Time:0.###} s");
        Send(progress.StepsDone);
    }

    /// <summary>An interval is over: says again where the command is, unless it said so itself.</summary>
    public void Tick()
    {
        if (!_reported) Send(_last);
        _reported = false;
    }

    /// <summary>A command that goes back (a recovery) or stands still is reported as the least more than before.</summary>
    private void Send(float progress)
    {
        _last = progress > _last ? progress : _last < 0 ? 0 : MathF.BitIncrement(_last);
        _reported = true;
        listener?.Report(new CallProgress(_last, _total, _message));
    }
}
