using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that applies an operation to a model, and shows the channels that were asked for.</summary>
internal abstract class OperationTool : ChannelTool<Operated>
{
    protected abstract Operation Operation(ToolArguments arguments);

    protected override SessionCommand Command(ToolArguments arguments) =>
        new Operate(arguments.Get(CommonArguments.Model), Operation(arguments), arguments.Get(CommonArguments.Observe) ?? []) { SampleEvery = arguments.Number(CommonArguments.SampleEvery) };

    protected override Observation ChannelsOf(Operated answer) => answer.Observed;

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, Operated answer) => json.WriteString("digest"u8, answer.Digest);
}
