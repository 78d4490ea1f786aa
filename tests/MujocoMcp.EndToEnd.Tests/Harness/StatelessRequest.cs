using System.Text.Json.Nodes;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>What a request of a revision without a handshake says for itself.</summary>
internal static class StatelessRequest
{
    private const string Meta =
        """{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"by-hand","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}""";

    /// <summary>Says it in the request's parameters, beside the progress token that they may have.</summary>
    public static void Describe(JsonObject parameters)
    {
        var meta = JsonNode.Parse(Meta)!.AsObject();
        if (parameters["_meta"]?["progressToken"] is { } token) meta["progressToken"] = token.DeepClone();
        parameters["_meta"] = meta;
    }

    /// <summary>Says it in the headers.</summary>
    public static void Describe(HttpRequestMessage request, string? method, string? name)
    {
        request.Headers.Add("MCP-Protocol-Version", HttpProgram.Stateless);
        if (method is not null) request.Headers.Add("Mcp-Method", method);
        if (name is not null) request.Headers.Add("Mcp-Name", name);
    }

    /// <summary>Says it in both.</summary>
    public static void Describe(HttpRequestMessage request, JsonObject parameters, string method)
    {
        Describe(parameters);
        Describe(request, method, (string?)parameters["name"]);
    }
}
