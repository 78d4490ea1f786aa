using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

internal static class ViewerCalls
{
    internal static async Task<LoadOutcome> LoadAsync(this ViewerProcess viewer, string xml)
    {
        var loaded = await viewer.Viewer.LoadAsync(new() { Sequence = 1, ModelId = "main", Source = new(xml, []) }, default);
        Assert.Null(loaded.Failure);
        return loaded;
    }
}
