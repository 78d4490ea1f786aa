using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class InspectModelTool : QueryTool<ElementsListed>
{
    private const int DefaultLimit = 50;
    private const int MostItems = 500;

    // What stands in an answer beside its items: ids, clock, and the account of what was left out with the call that brings it.
    private const int FrameBytes = 480;

    private static readonly Argument<string> Kind = new("kind", new ChoiceShape(ElementKinds.All), "") { IsRequired = true };
    private static readonly Argument<string> NameGlob = new("name_glob", new TextShape(512), "");
    private static readonly Argument<string[]> Fields = new("fields", new ListShape<string>(new TextShape(64), 64), "Only these");
    private static readonly Argument<long> Limit = new("limit", new IntegerShape(1, MostItems), "Default 50");
    private static readonly Argument<string> Cursor = new("cursor", new TextShape(64), "next_cursor");

    public override string Name => "inspect_model";

    public override string Title => "Inspect model";

    public override string Description =>
        "Elements of the compiled model, by id: SI, rad, poses in the body's frame; geom rgba as drawn. xml pages the source: edit it and load_model.";

    public override ArgumentSet Arguments { get; } =
        new(Kind, NameGlob, Fields, Limit, Cursor, CommonArguments.MaxBytes, CommonArguments.Model, CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(AnswerField.List("items"), AnswerField.Integer("total"), AnswerField.Text("next_cursor").OrNull());

    protected override ModelQuery Query(ToolArguments arguments)
    {
        string kind = arguments.Require(Kind);
        if (arguments.Get(NameGlob) is not null) RequireKind(kind, ElementKinds.Named, NameGlob);
        if (arguments.Get(Fields) is not null) RequireKind(kind, ElementKinds.Items, Fields);
        if (arguments.Number(Limit) is not null) RequireKind(kind, ElementKinds.Items, Limit);
        string? cursor = arguments.Get(Cursor);
        int room = MaxBytes(arguments) - FrameBytes - arguments.Given.Sum(static given => given.Key.Length + given.Value.GetRawText().Length + 4);
        room = Math.Max(1, room);
        return kind == ElementKinds.Xml
            ? new ReadSource(cursor, room)
            : new ListElements(kind, arguments.Get(NameGlob), arguments.Get(Fields), (int)(arguments.Number(Limit) ?? DefaultLimit), cursor, room);
    }

    /// <summary>A page of several items fits as it comes; of an item that alone doesn't, the longest fields are left out.</summary>
    protected override int CountOf(ElementsListed found) => found.Items is [var only] ? only.Fields.Length : 0;

    protected override Truncation? Account(ElementsListed found, int kept, ToolArguments arguments)
    {
        string[] omitted = Omitted(found, kept);
        if (omitted.Length > 0)
        {
            bool isLargest = arguments.Number(CommonArguments.MaxBytes) == ChannelQuery.MostMaxBytes;
            return new Truncation(kept, CountOf(found), omitted, isLargest ? null : new SameCall(
                Name,
                arguments.Given,
                json =>
                {
                    if (arguments.Require(Kind) != ElementKinds.Xml) json.WriteTexts("fields"u8, omitted);
                    json.WriteNumber("max_bytes"u8, ChannelQuery.MostMaxBytes);
                },
                Fields.Name,
                CommonArguments.MaxBytes.Name));
        }

        return found.NextCursor is not { } next ? null : new Truncation(
            found.Items.Length, found.Total, [], new SameCall(Name, arguments.Given, json => json.WriteString("cursor"u8, next), Cursor.Name));
    }

    protected override void Write(Utf8JsonWriter json, ElementsListed found, int kept)
    {
        string[] omitted = Omitted(found, kept);
        json.WriteStartArray("items"u8);
        foreach (ElementDescription item in found.Items)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, item.Id);
            json.WriteNullable("name"u8, item.Name);
            foreach (ElementField value in item.Fields.Where(value => !omitted.Contains(value.Name, StringComparer.Ordinal))) ElementFieldWriting.Write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, found.Total);
        json.WriteNullable("next_cursor"u8, found.NextCursor);
    }

    /// <exception cref="FailureException"><c>invalid_argument</c>: an argument without effect is a misunderstanding.</exception>
    private static void RequireKind(string kind, string[] kinds, Argument argument)
    {
        if (kinds.Contains(kind, StringComparer.Ordinal)) return;
        throw new FailureException(new Failure(ErrorCode.InvalidArgument, $"Kind {kind} takes no {argument.Name}.")
        {
            Details = new FailureDetails { Argument = argument.Name, Expected = $"nothing with kind {kind}", Known = kinds },
            Suggestions = [$"Leave {argument.Name} out.", $"Kinds that take it: {string.Join(", ", kinds)}."],
        });
    }

    private static string[] Omitted(ElementsListed found, int kept) => found.Items is [var only]
        ? [.. only.Fields.OrderByDescending(static value => value.Numbers.Length + value.Texts.Sum(static text => text.Length)).Take(only.Fields.Length - kept).Select(static value => value.Name)]
        : [];
}
