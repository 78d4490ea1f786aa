using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the processes that a session lost.</summary>
internal sealed class ReadFaults() : SessionReader<SessionInfo>("faults")
{
    protected override SessionCommand Command(ToolArguments arguments) => new GetSessionInfo();

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, SessionInfo answer) => SessionInfoFields.WriteFaults(json, answer);
}
