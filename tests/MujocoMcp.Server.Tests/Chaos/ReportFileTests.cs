using MujocoMcp.Server.Chaos;
using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Tests.Chaos;

public sealed class ReportFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_report_that_could_not_be_written_is_refused()
    {
        foreach (string path in (string[])[_folder.FullName, Path.Combine(_folder.FullName, "no", "report.json")])
            Assert.Contains(path, Assert.Throws<InvalidConfigurationException>(() => ReportFile.RequireWritable(new FileInfo(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trying_leaves_no_file_and_none_changed()
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "report.json"));
        ReportFile.RequireWritable(file);
        Assert.Empty(_folder.GetFiles());

        File.WriteAllText(file.FullName, "of before");
        ReportFile.RequireWritable(new FileInfo(file.FullName));
        Assert.Equal("of before", File.ReadAllText(file.FullName));
    }
}
