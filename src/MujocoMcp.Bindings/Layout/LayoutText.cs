namespace MujocoMcp.Bindings.Layout;

internal static class LayoutText
{
    internal static LayoutTable Read(TextReader reader) => throw new NotImplementedException();
}
