using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the whole of a model's XML; <c>inspect_model</c> pages it for agents.</summary>
internal sealed class ReadModelXml() : SessionTextReader<ModelQueried>("model.xml")
{
    public override ArgumentSet Arguments { get; } = new(CommonArguments.NamedSession, CommonArguments.Model);

    protected override SessionCommand Command(ToolArguments arguments) => new QueryModel(arguments.Get(CommonArguments.Model), new ReadSource(Cursor: null, int.MaxValue));

    protected override string TextOf(ModelQueried answer) => string.Concat(((ElementsListed)answer.Found!).Items.Select(static page => page.Fields[0].Texts[0]));
}
