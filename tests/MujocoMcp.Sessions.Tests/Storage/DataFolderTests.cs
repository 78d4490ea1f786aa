using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _temporary = new();

    private string Inside => Path.Combine(_temporary.Path, "data", "mujoco-mcp");

    [Fact]
    public void It_is_made_for_its_owner_alone()
    {
        var folder = DataFolder.Open(Inside);
        Assert.Equal(Inside, folder.Path);
        Assert.Equal(UnixFileMode.None, new DirectoryInfo(folder.Path).UnixFileMode & Others);
        Assert.Equal(folder.Path, DataFolder.Open(Inside).Path);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    public void One_of_another_format_is_refused_and_left_as_it_is(string format)
    {
        var file = Path.Combine(DataFolder.Open(Inside).Path, "format");
        File.WriteAllText(file, format);
        var refusal = Assert.Throws<DataFolderException>(() => DataFolder.Open(Inside));
        Assert.Contains($"format {format}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(format, File.ReadAllText(file));
    }

    [Fact]
    public void One_that_can_not_be_made_names_the_option()
    {
        File.WriteAllText(Path.Combine(_temporary.Path, "data"), "a file where a folder should be");
        Assert.Contains("Sessions:Storage:Folder", Assert.Throws<DataFolderException>(() => DataFolder.Open(Inside)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();
}
