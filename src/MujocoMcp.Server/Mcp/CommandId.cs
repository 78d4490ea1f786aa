using System.Security.Cryptography;

namespace MujocoMcp.Server.Mcp;

/// <summary>Ids for commands whose caller gave none.</summary>
internal static class CommandId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary><c>c-</c> and 100 random bits.</summary>
    public static string Mint() => "c-" + RandomNumberGenerator.GetString(Alphabet, 20);
}
