using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>Tools that ask by answering with questions, as the revision without a handshake has it.</summary>
[McpServerToolType]
internal static class InputRequiredTools
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Asks for a name")]
    public static string Elicitation(RequestContext<CallToolRequestParams> request) => AnswerTo(request, "user_name") is { } answer
        ? $"Hello, {NameIn(answer)}!"
        : throw Questions.Ask(null, Questions.ForName("user_name"));

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Asks the model")]
    public static string Sampling(RequestContext<CallToolRequestParams> request) => AnswerTo(request, "capital_question") is not null
        ? "Thank you."
        : throw Questions.Ask(null, Questions.ForModel("capital_question", "What is the capital of France?"));

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Asks for the roots")]
    public static string Roots(RequestContext<CallToolRequestParams> request) => AnswerTo(request, "client_roots") is not null
        ? "Thank you."
        : throw Questions.Ask(null, Questions.ForRoots("client_roots"));

    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Wants its state back")]
    public static string State(RequestContext<CallToolRequestParams> request) => request.Params!.RequestState is null
        ? throw Questions.Ask(Sign("first"), Questions.Confirmation("confirm"))
        : Read(request.Params.RequestState) is "first" ? "state-ok" : "state-mismatch";

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Refuses a state that isn't its own")]
    public static string Tampered(RequestContext<CallToolRequestParams> request) => request.Params!.RequestState is null
        ? throw Questions.Ask(Sign("tamper"), Questions.Confirmation("confirm"))
        : Read(request.Params.RequestState);

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Asks three things at once")]
    public static string Multiple(RequestContext<CallToolRequestParams> request) => request.Params!.InputResponses is { Count: >= 3 }
        ? "Thank you."
        : throw Questions.Ask(Sign("several"), Questions.ForName("user_name"), Questions.ForModel("greeting", "Generate a greeting"), Questions.ForRoots("client_roots"));

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks twice, one after the other")]
    public static string Rounds(RequestContext<CallToolRequestParams> request) => (request.Params!.RequestState is { } state ? Read(state) : "") switch
    {
        "" => throw Questions.Ask(Sign("round 1"), Questions.Text("step1", "Step 1: What is your name?", "name")),
        "round 1" => throw Questions.Ask(Sign("round 2"), Questions.Text("step2", "Step 2: What is your favorite color?", "color")),
        _ => "Thank you.",
    };

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Asks only what the client can answer")]
    public static string Capabilities(RequestContext<CallToolRequestParams> request)
    {
        if (request.Params!.InputResponses is { Count: > 0 }) return "Thank you.";
        ClientCapabilities client = request.Server.ClientCapabilities ?? new ClientCapabilities();
        List<KeyValuePair<string, InputRequest>> questions = [];
        if (client.Elicitation is not null) questions.Add(Questions.ForName("user_name"));
        if (client.Sampling is not null) questions.Add(Questions.ForModel("greeting", "Generate a greeting"));
        if (client.Roots is not null) questions.Add(Questions.ForRoots("client_roots"));
        throw Questions.Ask(null, [.. questions]);
    }

    [McpServerTool(Name = "test_missing_capability"), Description("Needs a client with a model")]
    public static string Missing(RequestContext<CallToolRequestParams> request) => request.Server.ClientCapabilities?.Sampling is not null
        ? "The client has a model."
        : throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new SamplingCapability() }, "This tool needs sampling.");

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Answers, and sends nothing before")]
    public static string Streaming() => "Nothing was asked.";

    private static InputResponse? AnswerTo(RequestContext<CallToolRequestParams> request, string key) =>
        request.Params!.InputResponses is { } answers && answers.TryGetValue(key, out InputResponse? answer) ? answer : null;

    private static string NameIn(InputResponse answer)
    {
        try
        {
            ElicitResult? result = answer.Deserialize(InputResponse.ElicitResultJsonTypeInfo);
            return result?.Content is { } content && content.TryGetValue("name", out JsonElement name) ? name.ToString() : "stranger";
        }
        catch (JsonException malformed)
        {
            throw new McpProtocolException("The answer is not of an elicitation.", malformed, McpErrorCode.InvalidParams);
        }
    }

    private static string Sign(string state) => $"{state}.{Mac(state)}";

    private static string Read(string signed) => signed.Split('.') is [var state, var mac] && mac == Mac(state)
        ? state
        : throw new McpProtocolException("The request's state is not what it was given.", McpErrorCode.InvalidParams);

    private static string Mac(string state) => Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)));
}
