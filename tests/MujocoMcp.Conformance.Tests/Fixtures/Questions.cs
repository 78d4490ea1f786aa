using ModelContextProtocol.Protocol;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>What the fixtures ask their client.</summary>
internal static class Questions
{
    public static ElicitRequestParams Elicitation(string message, params (string Name, ElicitRequestParams.PrimitiveSchemaDefinition Schema)[] fields) => new()
    {
        Message = message,
        RequestedSchema = new ElicitRequestParams.RequestSchema
        {
            Properties = fields.ToDictionary(static field => field.Name, static field => field.Schema),
            Required = [.. fields.Select(static field => field.Name)],
        },
    };

    public static CreateMessageRequestParams Sampling(string prompt) => new()
    {
        Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
        MaxTokens = 100,
    };

    public static KeyValuePair<string, InputRequest> ForName(string key) => Text(key, "What is your name?", "name");

    public static KeyValuePair<string, InputRequest> Text(string key, string message, string field) =>
        new(key, InputRequest.ForElicitation(Elicitation(message, (field, new ElicitRequestParams.StringSchema()))));

    public static KeyValuePair<string, InputRequest> Confirmation(string key) =>
        new(key, InputRequest.ForElicitation(Elicitation("Please confirm", ("ok", new ElicitRequestParams.BooleanSchema()))));

    public static KeyValuePair<string, InputRequest> ForModel(string key, string prompt) => new(key, InputRequest.ForSampling(Sampling(prompt)));

    public static KeyValuePair<string, InputRequest> ForRoots(string key) => new(key, InputRequest.ForRootsList(new ListRootsRequestParams()));

    /// <summary>Ends a call with questions: the client calls again with the answers.</summary>
    public static InputRequiredException Ask(string? state, params KeyValuePair<string, InputRequest>[] questions) => new(new Dictionary<string, InputRequest>(questions), state);
}
