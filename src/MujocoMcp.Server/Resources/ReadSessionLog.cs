using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the end of a session's log.</summary>
internal sealed class ReadSessionLog() : SessionTextReader<LogRead>("log")
{
    protected override SessionCommand Command(ToolArguments arguments) => new ReadLog();

    protected override string TextOf(LogRead answer) => answer.Text;
}
