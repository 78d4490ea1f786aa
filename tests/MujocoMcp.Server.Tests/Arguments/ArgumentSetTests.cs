using System.Text.Json;
using CsCheck;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tests.Answers;
using MujocoMcp.Server.Tests.Mcp;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Tests.Arguments;

public sealed class ArgumentSetTests
{
    private static readonly ToolCatalog Catalog = TestCatalog.Create();

    private static readonly string[] Records = ["feedback", "schedule", "conditions", "joints", "velocities", "mocap", "view"];

    private static readonly Gen<string> Names = Gen.OneOf<string>(
        Gen.OneOf<string>([.. Catalog.All.SelectMany(static tool => tool.Arguments.All).Select(static argument => argument.Name).Distinct()]), Gen.String[0, 8]);

    private static readonly Gen<string> Scalars = Gen.OneOf<string>(
        Gen.OneOf<string>(
            "null", "true", "1", "-1", "0", "1.5", "5.0", "1e3", "1e999", "-1e999", "9007199254740993", "123456789012345678901234567890", "\"\"", "\"main\"", "\"1\"", "\"\\ud800\"", "\"isolated\"",
            "\"pendulum\"", "{\"\\ud800\":1}", "[[1]]", "{\"a\":[1,2]}", "[]", "{}", $"\"{new string('x', 5000)}\""),
        Gen.Double.Select(static number => JsonSerializer.Serialize(double.IsFinite(number) ? number : 0)),
        Gen.String[0, 20].Select(static text => JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Values = Gen.OneOf<string>(
        Scalars,
        Scalars.Array[0, 4].Select(static items => $"[{string.Join(',', items)}]"),
        Gen.Select(Gen.OneOf<string>("motor", "#0", "a.b", ""), Scalars).Array[0, 3].Select(static members => $"{{{string.Join(',', members.Select(static member => $"\"{member.Item1}\":{member.Item2}"))}}}"));

    [Fact]
    public void The_check_says_what_the_schema_says() =>
        Gen.Select(Gen.OneOf<Tool>([.. Catalog.All]), Gen.Select(Names, Values).Array[0, 3]).Sample(
            static (tool, members) =>
            {
                var given = members.DistinctBy(static member => member.Item1).Select(static member => KeyValuePair.Create(member.Item1, Parse(member.Item2))).ToArray();
                var present = given
                    .Where(member => member.Value.ValueKind is not JsonValueKind.Null || !tool.Arguments.All.Any(argument => argument.Name == member.Key)).ToArray();
                bool isUnicode = present.All(static member => IsUnicode(member.Value));
                bool fits = isUnicode && JsonSchema.Complaint(tool.Arguments.Schema, ToObject(present)) is null;
                Failure? refusal = RefusalOf(tool, given);
                return refusal is null ? fits : !fits || IsUntold(refusal);
            },
            iter: 20_000);

    /// <summary>Lengths and the members of some records are checked, but only their descriptions tell them: a client pays for every word of a schema.</summary>
    private static bool IsUntold(Failure refusal) =>
        refusal.Message.Contains("are taken", StringComparison.Ordinal) || Records.Any(record => refusal.Details.Argument!.StartsWith(record, StringComparison.Ordinal));

    [Theory]
    [InlineData("step_simulation", "stepz", "1", "stepz", "steps")]
    [InlineData("open_session", "isolation", "\"isolate\"", "isolation", "isolated")]
    public void A_wrong_name_is_answered_with_the_known_and_the_close_ones(string tool, string argument, string value, string named, string close)
    {
        Failure failure = Refusal(tool, (argument, value));
        Assert.Equal((ErrorCode.InvalidArgument, named), (failure.Code, failure.Details.Argument));
        Assert.Contains(close, failure.Details.Close!);
        Assert.Contains(close, failure.Details.Known!);
    }

    [Theory]
    [InlineData("step_simulation", "steps", "\"5\"")]
    [InlineData("step_simulation", "steps", "0")]
    [InlineData("step_simulation", "steps", "1000001")]
    [InlineData("step_simulation", "duration", "1e999")]
    [InlineData("step_simulation", "ctrl", "[1,\"2\"]")]
    [InlineData("step_simulation", "ctrl", "5")]
    [InlineData("get_state", "precision", "18")]
    [InlineData("get_state", "max_bytes", "65537")]
    [InlineData("get_state", "channels", "\"qpos\"")]
    [InlineData("get_state", "channels", "[1]")]
    [InlineData("create_scene", "model_id", "\"main\"")]
    [InlineData("step_simulation", "idempotency_key", "\"\"")]
    [InlineData("close_model", "model_id", "\"\"")]
    public void A_wrong_value_is_answered_with_what_was_expected(string tool, string argument, string value)
    {
        Failure failure = Refusal(tool, (argument, value));
        Assert.Equal(ErrorCode.InvalidArgument, failure.Code);
        Assert.NotNull(failure.Details.Argument);
        Assert.NotNull(failure.Details.Expected);
        Assert.NotEmpty(failure.Suggestions);
    }

    [Fact]
    public void A_null_is_an_argument_that_is_not_there()
    {
        ToolArguments arguments = Catalog.Find("get_state")!.Arguments.Read([KeyValuePair.Create("channels", Parse("null"))]);
        Assert.Null(arguments.Get(CommonArguments.Model));
    }

    [Theory]
    [InlineData("open_session", "idempotency_key")]
    [InlineData("step_simulation", "idempotency_key")]
    [InlineData("get_state", "model_id")]
    [InlineData("close_model", "model_id")]
    public void A_key_and_a_models_id_have_at_least_one_character(string tool, string argument)
    {
        Failure failure = Refusal(tool, (argument, "\"\""));
        Assert.Equal((ErrorCode.InvalidArgument, argument), (failure.Code, failure.Details.Argument));
        Assert.Contains("1 to 64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_values_are_quoted_short()
    {
        Failure failure = Refusal("get_state", ("model_id", $"\"{new string('x', 10_000_000)}\""));
        Assert.InRange(failure.Details.Value!.Length, 1, 200);
        Assert.InRange(failure.Message.Length, 1, 400);
    }

    [Fact]
    public void Controls_come_by_name_or_all_at_once()
    {
        Assert.Equal([new NamedValue("#1", 2)], CommonArguments.Controls.Read(Parse("{\"#1\":2}"), "ctrl").Named);
        Assert.Equal([1.0, 2.0], CommonArguments.Controls.Read(Parse("[1,2]"), "ctrl").All!);
    }

    [Fact]
    public void The_same_arguments_have_the_same_hash_however_they_are_written()
    {
        ArgumentSet set = Catalog.Find("step_simulation")!.Arguments;
        string Hash(string json, string tool = "step_simulation") => CanonicalArguments.Hash(tool, set, Parse(json).EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value)));

        string expected = Hash("""{"steps":10,"ctrl":{"a":1,"b":2}}""");
        Assert.Equal(expected, Hash("""{"ctrl":{"b":2.0,"a":1e0},"steps":10,"observe":null,"session_id":"s-1","idempotency_key":"k"}"""));
        Assert.NotEqual(expected, Hash("""{"steps":11,"ctrl":{"a":1,"b":2}}"""));
        Assert.NotEqual(expected, Hash("""{"steps":10,"ctrl":{"a":1,"b":2}}""", "reset_simulation"));
    }

    private static Failure Refusal(string tool, params (string Name, string Value)[] given) => Assert.Throws<FailureException>(
        () => Catalog.Find(tool)!.Arguments.Read(given.Select(static member => KeyValuePair.Create(member.Name, Parse(member.Value))))).Failure;

    private static Failure? RefusalOf(Tool tool, KeyValuePair<string, JsonElement>[] given)
    {
        try
        {
            tool.Arguments.Read(given);
            return null;
        }
        catch (FailureException refused)
        {
            Assert.Equal(ErrorCode.InvalidArgument, refused.Failure.Code);
            return refused.Failure;
        }
    }

    private static bool IsUnicode(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsUnicode),
                JsonValueKind.Object => value.EnumerateObject().All(static member => member.Name is not null && IsUnicode(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static JsonElement ToObject(IEnumerable<KeyValuePair<string, JsonElement>> members) => JsonSerializer.SerializeToElement(members.ToDictionary());
}
