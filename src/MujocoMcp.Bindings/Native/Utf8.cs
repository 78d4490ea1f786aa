using System.Text;

namespace MujocoMcp.Bindings.Native;

/// <summary>Strings as C wants them.</summary>
internal static class Utf8
{
    internal static byte[] Terminated(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
