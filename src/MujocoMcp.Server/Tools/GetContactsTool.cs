using System.Text.Json;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Tools;

internal sealed class GetContactsTool : QueryTool<ContactsFound>
{
    private const int DefaultLimit = 50;
    private const int MostContacts = 500;

    private static readonly Argument<string[]> Bodies = new("bodies", new ListShape<string>(new TextShape(512), 256), "Only of these; globs");
    private static readonly Argument<double> MinForce = new("min_force", new NumberShape(), "N");
    private static readonly Argument<long> Limit = new("limit", new IntegerShape(1, MostContacts), "Default 50");

    public override string Name => "get_contacts";

    public override string Title => "Get contacts";

    public override string Description =>
        "What touches what, strongest first: geoms, bodies, pos, dist (< 0 = penetration), normal_force, force on body2 from body1 (world). m, N.";

    public override ArgumentSet Arguments { get; } = new(Bodies, MinForce, Limit, CommonArguments.MaxBytes, CommonArguments.Model, CommonArguments.Session);

    public override AnswerSchema Answer { get; } = AnswerSchema.ForChannels(AnswerField.List("contacts"), AnswerField.Integer("total"));

    protected override ModelQuery Query(ToolArguments arguments) => new FindContacts(
        arguments.Get(Bodies) ?? [], arguments.Number(MinForce) ?? double.NegativeInfinity, (int)(arguments.Number(Limit) ?? DefaultLimit));

    protected override int CountOf(ContactsFound found) => found.Contacts.Length;

    protected override Truncation? Account(ContactsFound found, int kept, ToolArguments arguments)
    {
        if (kept == found.Total) return null;
        bool isLargest = arguments.Number(CommonArguments.MaxBytes) == ChannelQuery.MostMaxBytes && arguments.Number(Limit) >= Math.Min(found.Total, MostContacts);
        return new Truncation(kept, found.Total, [], isLargest ? null : new SameCall(
            Name,
            arguments.Given,
            json =>
            {
                json.WriteNumber("limit"u8, Math.Min(found.Total, MostContacts));
                json.WriteNumber("max_bytes"u8, ChannelQuery.MostMaxBytes);
            },
            Limit.Name,
            CommonArguments.MaxBytes.Name));
    }

    protected override void Write(Utf8JsonWriter json, ContactsFound found, int kept)
    {
        json.WriteStartArray("contacts"u8);
        foreach (ContactDescription contact in found.Contacts.Take(kept))
        {
            json.WriteStartObject();
            json.WriteNullable("geom1"u8, contact.Geom1);
            json.WriteNullable("geom2"u8, contact.Geom2);
            json.WriteNullable("body1"u8, contact.Body1);
            json.WriteNullable("body2"u8, contact.Body2);
            json.WriteNumbers("pos"u8, contact.Pos, ChannelQuery.DefaultPrecision);
            json.WritePropertyName("dist"u8);
            json.WriteReading(contact.Dist, ChannelQuery.DefaultPrecision);
            json.WritePropertyName("normal_force"u8);
            json.WriteReading(contact.NormalForce, ChannelQuery.DefaultPrecision);
            json.WriteNumbers("force"u8, contact.Force, ChannelQuery.DefaultPrecision);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, found.Total);
    }
}
