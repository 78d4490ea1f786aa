using System.Text.Json;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

/// <summary>A tool that asks something of a model and answers a list, as much of it as its answer may hold.</summary>
/// <typeparam name="TFound">What the model brings back.</typeparam>
internal abstract class QueryTool<TFound> : SessionTool<ModelQueried>
    where TFound : QueryAnswer
{
    public sealed override ToolEffect Effect => ToolEffect.ReadsOnly;

    protected abstract ModelQuery Query(ToolArguments arguments);

    /// <summary>How much the answer can be cut: the number of things that can be left out, one by one from the end.</summary>
    protected abstract int CountOf(TFound found);

    /// <summary>Writes the fields of an answer.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="found">What was found.</param>
    /// <param name="kept">How much of it is written, of <see cref="CountOf"/>.</param>
    protected abstract void Write(Utf8JsonWriter json, TFound found, int kept);

    /// <summary>The account of what isn't in the answer; null where everything is.</summary>
    protected abstract Truncation? Account(TFound found, int kept, ToolArguments arguments);

    protected static int MaxBytes(ToolArguments arguments) => (int)(arguments.Number(CommonArguments.MaxBytes) ?? ChannelQuery.DefaultMaxBytes);

    protected sealed override SessionCommand Command(ToolArguments arguments) => new QueryModel(arguments.Get(CommonArguments.Model), Query(arguments));

    protected sealed override void WriteFields(Utf8JsonWriter json, SessionReply reply, ModelQueried answer) => Write(json, (TFound)answer.Found!, CountOf((TFound)answer.Found!));

    protected sealed override ToolAnswer Present(SessionReply reply, ModelQueried answer, ToolArguments arguments)
    {
        var found = (TFound)answer.Found!;
        (int fits, int tooMany) = (0, CountOf(found) + 1);
        // All of it first: most answers fit.
        for (int tried = tooMany - 1; fits + 1 < tooMany; tried = (fits + tooMany) / 2)
        {
            if (Render(reply, found, tried, arguments, static writer => writer.Length) <= MaxBytes(arguments)) fits = tried;
            else tooMany = tried;
        }

        return Render(reply, found, fits, arguments, static writer => writer.ToAnswer(isError: false));
    }

    private T Render<T>(SessionReply reply, TFound found, int kept, ToolArguments arguments, Func<AnswerWriter, T> take)
    {
        using AnswerWriter writer = AnswerWriter.Rent();
        AnswerFrame.Write(writer.Json, reply, reply.Warnings, Account(found, kept, arguments), json => Write(json, found, kept));
        return take(writer);
    }
}
