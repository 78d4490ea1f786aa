using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace MujocoMcp.Server.Access;

/// <summary>The bearer tokens of the options. Kept and compared as hashes, so that neither time nor memory tells a secret.</summary>
internal sealed class StaticTokens(AccessOptions options)
{
    public const string Scheme = "Token";

    private readonly (byte[] Hash, ClaimsPrincipal Holder)[] _tokens = [.. options.Tokens.Select(static token => (HashOf(token.Value.Secret), HolderOf(token.Key, token.Value)))];

    /// <summary>Who holds a token; null where it is none of ours.</summary>
    public ClaimsPrincipal? Find(string secret)
    {
        byte[] hash = HashOf(secret);
        ClaimsPrincipal? found = null;
        foreach ((byte[] known, ClaimsPrincipal holder) in _tokens)
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = holder;
        return found;
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static ClaimsPrincipal HolderOf(string name, TokenOptions token) => new(new ClaimsIdentity(
        [new Claim(Principals.Claim, $"token:{name}"), .. token.Roles.Select(static role => new Claim(ClaimTypes.Role, role))], Scheme));
}
