using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using MujocoMcp.EndToEnd.Tests.Harness;
using YamlDotNet.Serialization;

namespace MujocoMcp.EndToEnd.Tests.Packaging;

/// <summary>What can be known of the container without an engine to build it: that what it is made of is there, and that what it runs works.</summary>
public sealed partial class ContainerTests
{
    // A line that ends with \ goes on.
    private static readonly string[] Lines = Continued().Replace(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")), " ").Split('\n');

    [Fact]
    public void What_it_copies_and_builds_is_there()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        foreach (var copied in Of("COPY").Where(static line => !line.StartsWith("--from", StringComparison.Ordinal)).SelectMany(static line => line.Split(' ')[..^1]))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, copied)), copied);
            Assert.DoesNotContain(copied, ignored);
        }

        var projects = Projects().Matches(string.Join('\n', Of("RUN"))).Select(static match => match.Groups[1].Value).ToArray();
        Assert.Equal(["src/MujocoMcp.Server", "src/MujocoMcp.Viewer"], projects);
        Assert.All(projects, project => Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository.Root, project), "*.csproj")));
        // The program looks for the viewer beside its own folder.
        Assert.Contains("-o /app/server", string.Join('\n', Of("RUN")), StringComparison.Ordinal);
        Assert.Contains("-o /app/viewer", string.Join('\n', Of("RUN")), StringComparison.Ordinal);
        Assert.Equal(["/app/server/mujoco-mcp"], Json("ENTRYPOINT"));
    }

    [Fact]
    public void It_runs_as_no_root_and_the_compose_file_serves_it_to_this_machine_alone()
    {
        Assert.Equal("10001", Of("USER").Last());
        using var file = File.OpenText(Path.Combine(Repository.Root, "docker-compose.yml"));
        var service = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Compose>(file).services["mujoco-mcp"];
        Assert.Equal(".", service["build"]);
        Assert.Equal(["127.0.0.1:8080:8080"], Assert.IsType<List<object>>(service["ports"]));
        Assert.Equal(["ALL"], Assert.IsType<List<object>>(service["cap_drop"]));
        Assert.Contains("MUJOCO_MCP_TOKEN:?", (string)((Dictionary<object, object>)service["environment"])["MUJOCO_MCP_TOKEN"], StringComparison.Ordinal);
        Assert.Equal(Of("VOLUME").Single(), ((string)((List<object>)service["volumes"])[0]).Split(':')[1]);
    }

    [Fact]
    public async Task Its_command_serves_with_its_environment_and_its_health_check_sees_it()
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts/server/mujoco-mcp"), Json("CMD").Select(part => part.Replace("8080", $"{port}", StringComparison.Ordinal))) { RedirectStandardError = true };
        foreach (var setting in Settings().Matches(Of("ENV").Last()).Select(static match => match.Groups[1].Value.Split('=', 2))) start.Environment[setting[0]] = setting[1];
        start.Environment["MUJOCO_MCP_TOKEN"] = "a-token-of-the-container";
        // What lies elsewhere outside of it.
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment["MUJOCO_MCP_MODEL_ROOTS"] = Repository.Models;
        start.Environment[DataFolders.Variable] = DataFolders.New();
        using var server = Process.Start(start)!;
        try
        {
            Assert.Contains("serving MCP", await server.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
            var check = JsonSerializer.Deserialize<string[]>(Of("HEALTHCHECK").Single().Split("CMD")[1])!;
            using var health = Process.Start(check[0], check[1..].Select(part => part.Replace("/8080", $"/{port}", StringComparison.Ordinal)));
            await health.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(0, health.ExitCode);
        }
        finally
        {
            Kernel.Signal(server.Id, Kernel.SigTerm);
            await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    private static IEnumerable<string> Of(string instruction) =>
        Lines.Where(line => line.StartsWith(instruction + " ", StringComparison.Ordinal)).Select(line => line[(instruction.Length + 1)..].Trim());

    private static string[] Json(string instruction) => JsonSerializer.Deserialize<string[]>(Of(instruction).Last())!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Projects();

    [GeneratedRegex(@"(\w+=\S+)")]
    private static partial Regex Settings();

    private sealed class Compose
    {
#pragma warning disable IDE1006, CA1805 // as the file has them
        public Dictionary<string, Dictionary<string, object>> services { get; set; } = [];

        public Dictionary<string, object> volumes { get; set; } = [];
#pragma warning restore IDE1006, CA1805
    }
}
