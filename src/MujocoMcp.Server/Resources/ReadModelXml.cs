using System.Text.Json;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the whole of a model's XML; <c>inspect_model</c> pages it for agents.</summary>
internal sealed class ReadModelXml : SessionTool<ModelQueried>
{
    public override string Name => "resources/read model.xml";

    public override string Title => Name;

    public override string Description => Name;

    public override ToolEffect Effect => ToolEffect.ReadsOnly;

    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession, CommonArguments.Model);

    public override AnswerSchema? Answer => null;

    protected override SessionCommand Command(ToolArguments arguments) => new QueryModel(arguments.Get(CommonArguments.Model), new ReadSource(Cursor: null, int.MaxValue));

    protected override ToolAnswer Present(SessionReply reply, ModelQueried answer, ToolArguments arguments) =>
        new(default, string.Concat(((ElementsListed)answer.Found!).Items.Select(static page => page.Fields[0].Texts[0])), IsError: false);

    protected override void WriteFields(Utf8JsonWriter json, SessionReply reply, ModelQueried answer) => throw new NotSupportedException("It is no JSON.");
}
