using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using MujocoMcp.Server.Mcp;

namespace MujocoMcp.Server.Tests.Mcp;

public sealed class WireJsonTests
{
    [Fact]
    public void A_quote_in_a_text_is_two_bytes_and_a_message_one_line()
    {
        var response = new JsonRpcResponse { Id = new RequestId(1), Result = new JsonObject { ["text"] = "{\"a\": 'é'}\n<&>" } };
        string line = Encoding.UTF8.GetString(WireJson.Line(response));
        Assert.Contains("""{\"a\": 'é'}\n<&>""", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
        Assert.Equal("{\"a\": 'é'}\n<&>", (string)JsonNode.Parse(line)!["result"]!["text"]!);
    }
}
