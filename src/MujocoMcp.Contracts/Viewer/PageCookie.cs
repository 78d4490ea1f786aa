using System.Security.Cryptography;
using System.Text;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>The cookie that holds the token of a session's page. Cookies don't tell ports apart, so each session has a name of its own.</summary>
public static class PageCookie
{
    /// <summary>The name of a session's.</summary>
    public static string NameOf(string session) => "mujoco-page-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)).AsSpan(0, 6));
}
