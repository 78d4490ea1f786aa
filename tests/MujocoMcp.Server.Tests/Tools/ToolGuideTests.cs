using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Tests.Tools;

public sealed class ToolGuideTests
{
    [Fact]
    public void The_guide_is_that_of_the_tools() => Assert.Equal(
        ToolGuide.Write(ToolCatalog.Of(new ProgramOptions())),
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tools.md")));

    [Fact]
    public void A_group_that_is_not_there_is_refused_with_those_that_are()
    {
        foreach (string group in ToolGroups.Planned)
        {
            string message = Assert.Throws<InvalidConfigurationException>(() => Load(group)).Message;
            Assert.Contains($"'{group}'", message, StringComparison.Ordinal);
            Assert.Contains("yet", message, StringComparison.Ordinal);
        }

        string unknown = Assert.Throws<InvalidConfigurationException>(() => Load("contrl")).Message;
        Assert.Contains("no group", unknown, StringComparison.Ordinal);
        Assert.Contains("core, pool", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Core_and_pool_are_there_asked_for_or_not()
    {
        string[] all = [.. ToolCatalog.Of(Load()).All.Select(static tool => tool.Name)];
        Assert.Equal(all, ToolCatalog.Of(Load("pool")).All.Select(static tool => tool.Name));
        Assert.Equal(all, ToolCatalog.Of(Load("core", "pool")).All.Select(static tool => tool.Name));
        Assert.Contains("terminate_process", all);
    }

    private static ProgramOptions Load(params string[] groups) =>
        ProgramConfiguration.Load(null, [.. groups.Select(static (group, i) => KeyValuePair.Create($"Server:Caps:{i}", (string?)group))]);
}
