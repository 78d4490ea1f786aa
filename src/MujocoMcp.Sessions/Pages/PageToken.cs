using System.Security.Cryptography;
using System.Text;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Pages;

/// <summary>What a session's page asks of whoever opens it: unguessable, the same for each process that the session is given as long as this server runs,
/// and no way back to the session's id or to another session's token.</summary>
internal static class PageToken
{
    private const int Bytes = 16;

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static string Of(SessionId session) => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(session.Value)).AsSpan(0, Bytes));
}
