using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;
using Tomlyn;

namespace MujocoMcp.EndToEnd.Tests.Packaging;

/// <summary>The configurations for clients in <c>config/clients</c>, read as the clients do.</summary>
public sealed class ClientConfigurationTests
{
    private const string Token = "the-token-of-this-test";
    private static readonly string Folder = Path.Combine(Repository.Root, "config/clients");

    /// <summary>Where clients keep their servers.</summary>
    private static readonly string[] Sections = ["mcpServers", "servers", "context_servers", "mcp", "mcp_servers"];

    public static TheoryData<string> OfPrograms => [.. Files().Where(static file => !file.Contains("-http.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(OfPrograms))]
    public async Task What_a_client_is_told_to_start_is_the_server(string file)
    {
        var entry = Entry(file);
        string[] command = entry["command"] is JsonArray whole ? [.. whole.Select(static part => (string)part!)] : [(string)entry["command"]!, .. entry["args"]!.AsArray().Select(static part => (string)part!)];
        Assert.Equal("/path/to/mujoco-mcp", command[0]);
        var start = new ProcessStartInfo(Repository.Launcher, command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment[DataFolders.Variable] = DataFolders.OfThisRun;
        foreach (var (name, value) in entry["env"]?.AsObject() ?? []) start.Environment[name] = (string)value!;
        using var process = Process.Start(start)!;
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream)).WaitAsync(TimeSpan.FromSeconds(30)))
            Assert.Contains(await client.ListToolsAsync(), static tool => tool.Name == "step_simulation");
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task What_a_client_is_told_to_call_is_the_server()
    {
        await using var program = await HttpProgram.StartAsync(("MUJOCO_MCP_TOKEN", Token));
        foreach (var file in Files().Where(static file => file.Contains("-http.", StringComparison.Ordinal)))
        {
            var entry = Entry(file);
            var url = new Uri((string)(entry["url"] ?? entry["httpUrl"])!);
            Assert.Equal("http://127.0.0.1:8080/mcp", url.ToString());
            var authorization = entry["bearer_token_env_var"] is { } variable
                ? $"Bearer {((string)variable! == "MUJOCO_MCP_TOKEN" ? Token : "")}"
                : ((string)entry["headers"]!["Authorization"]!).Replace("YOUR_TOKEN", Token, StringComparison.Ordinal).Replace("${input:mujoco-token}", Token, StringComparison.Ordinal);
            await using var client = await program.ConnectAsync(authorization["Bearer ".Length..], HttpProgram.Stateful);
            Assert.Contains(await client.ListToolsAsync(), static tool => tool.Name == "step_simulation");
        }
    }

    [Fact]
    public void Every_file_is_told_of()
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(Files(), file => Assert.Contains($"`{file}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_describes_itself_as_it_is()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src/MujocoMcp.Server/MujocoMcp.Server.csproj"));
        var package = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src/MujocoMcp.Server/.mcp/server.json")))!;
        var version = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")).Split("<Version>")[1].Split('<')[0];
        var only = Assert.Single(package["packages"]!.AsArray())!;
        Assert.Equal((version, version), ((string)package["version"]!, (string)only["version"]!));
        Assert.Contains($"<PackageId>{(string)only["identifier"]!}</PackageId>", project, StringComparison.Ordinal);
        Assert.Equal("stdio", (string)only["packageArguments"]![0]!["value"]!);
        Assert.InRange(((string)package["description"]!).Length, 1, 100); // the registry's limit
    }

    private static IEnumerable<string> Files() => Directory.GetFiles(Folder).Select(static file => Path.GetFileName(file)).Where(static file => file != "README.md").Order();

    private static JsonObject Entry(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var whole = file.EndsWith(".toml", StringComparison.Ordinal) ? JsonSerializer.SerializeToNode(TomlSerializer.Deserialize<Dictionary<string, object>>(text))! : JsonNode.Parse(text)!;
        return whole[Assert.Single(Sections, section => whole[section] is not null)]!["mujoco"]!.AsObject();
    }
}
