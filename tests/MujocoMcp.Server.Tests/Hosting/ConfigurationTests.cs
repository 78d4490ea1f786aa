using System.Reflection;
using System.Text.Json;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Tests.Hosting;

public sealed class ConfigurationTests
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, ProgramConfiguration.FileName);

    [Fact]
    public void The_shipped_file_holds_every_option_with_its_default()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Shipped), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        AssertDefaults(file.RootElement, new ProgramOptions(), "");
    }

    [Fact]
    public void Every_option_in_the_shipped_file_is_commented()
    {
        string[] lines = File.ReadAllLines(Shipped);
        for (int i = 1; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith('"') && line is not ("\"Server\": {" or "\"Sessions\": {")) Assert.StartsWith("//", lines[i - 1].Trim(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_shipped_file_loads() => Assert.Equal(new ServerOptions(), ProgramConfiguration.Load(Shipped).Server);

    [Theory]
    [InlineData("""{"Server":{"MaxSteps":0}}""", "Server:MaxSteps")]
    [InlineData("""{"Server":{"MaxSteps":"many"}}""", "Server:MaxSteps")]
    [InlineData("""{"Server":{"MaxStepz":1}}""", "MaxStepz")]
    [InlineData("""{"Http":{"RequestsPerSecond":0}}""", "Http:RequestsPerSecond")]
    [InlineData("""{"Http":{"AllowedOrigins":["app.example"]}}""", "Http:AllowedOrigins")]
    [InlineData("""{"Access":{"Tokens":{"alice":{"Secret":"short"}}}}""", "Access:Tokens:alice:Secret")]
    [InlineData("""{"Access":{"Jwt":{"Authority":"https://id.example"}}}""", "Access:Jwt:Audience")]
    [InlineData("""{"Access":{"Jwt":{"Authority":"http://id.example","Audience":"a"}}}""", "Access:Jwt:Authority")]
    [InlineData("""{"Sessions":{"IdleTimeout":"00:00:00"}}""", "Sessions:IdleTimeout")]
    [InlineData("""{"Sessions":{"Ports":{"First":9001}}}""", "Sessions:Ports:Last")]
    [InlineData("""{"Sessions":{"MaxSessionsPerOwner":0}}""", "Sessions:MaxSessionsPerOwner")]
    [InlineData("""{"Sessions":{"Limits":{"MemoryMiB":100}}}""", "Sessions:Limits:MemoryMiB")]
    [InlineData("""{"Sessions":{"Limits":{"Niceness":-1}}}""", "Sessions:Limits:Niceness")]
    [InlineData("""{"Sessions":{"Sandbox":{"Mode":"Some"}}}""", "Sessions:Sandbox:Mode")]
    [InlineData("""{"Sessions":{"Sandbox":{"ReadableFolders":["/no/such/folder"]}}}""", "Sessions:Sandbox:ReadableFolders")]
    [InlineData("""{"Sessions":{"ModelRoots":["/no/such/folder"]}}""", "Sessions:ModelRoots")]
    public void An_option_that_cannot_be_used_is_named(string json, string key)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("mujoco-mcp-tests").FullName, "options.json");
        File.WriteAllText(file, json);
        Assert.Contains(key, Assert.Throws<InvalidConfigurationException>(() => ProgramConfiguration.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("/no/such.json", Assert.Throws<InvalidConfigurationException>(() => ProgramConfiguration.Load("/no/such.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/home/me/project", "/home/me", true)]
    [InlineData("/srv/robots", "/home/me", true)]
    [InlineData("/home/me", "/home/me", false)]
    [InlineData("/home", "/home/me", false)]
    [InlineData("/", "/home/me", false)]
    public void The_current_folder_is_a_model_root_unless_it_holds_the_home_folder(string current, string home, bool isRoot) =>
        Assert.Equal(isRoot, DefaultPlaces.ModelRoots(current, home).Contains(current));

    private static void AssertDefaults(JsonElement section, object options, string path)
    {
        PropertyInfo[] properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Assert.Equal(properties.Select(static property => property.Name).Order(StringComparer.Ordinal), section.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in properties)
        {
            JsonElement written = section.GetProperty(property.Name);
            object? value = property.GetValue(options);
            string key = $"{path}{property.Name}";
            if (value is System.Collections.IEnumerable and not string && written.ValueKind is JsonValueKind.Object) Assert.Empty(written.EnumerateObject());
            else if (written.ValueKind is JsonValueKind.Object) AssertDefaults(written, value!, $"{key}:");
            else Assert.True(IsSame(written, value), $"{key} is {written} in the file and {value} by default");
        }
    }

    private static bool IsSame(JsonElement written, object? value) => value switch
    {
        null => written.ValueKind is JsonValueKind.Null,
        TimeSpan time => TimeSpan.Parse(written.GetString()!, System.Globalization.CultureInfo.InvariantCulture) == time,
        string text => written.GetString() == text,
        bool flag => written.GetBoolean() == flag,
        Enum name => written.GetString() == name.ToString(),
        System.Collections.IEnumerable list => !list.Cast<object>().Any() && written.GetArrayLength() == 0,
        _ => written.GetDouble() == Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
