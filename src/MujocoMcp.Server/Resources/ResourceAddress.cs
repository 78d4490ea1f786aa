using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Resources;

/// <summary>What a URI of ours names.</summary>
/// <param name="Uri">As the client wrote it: it is told of changes under the same.</param>
/// <param name="Kind">What is there to read.</param>
/// <param name="Session">The session; null where it is about none.</param>
/// <param name="Model">The model; null where it is about none, or the only one.</param>
internal sealed record ResourceAddress(string Uri, ResourceKind Kind, string? Session = null, string? Model = null)
{
    public const string Root = "mujoco://sessions";
    private const int Longest = 1024;

    /// <summary>A session's own address.</summary>
    public static string OfSession(SessionId session) => $"{Root}/{session.Value}";

    /// <summary>Reads a URI; null for one that is none of ours.</summary>
    public static ResourceAddress? Parse(string? uri)
    {
        if (uri is not { Length: <= Longest } || !uri.StartsWith(Root, StringComparison.Ordinal)) return null;
        string[] parts = [.. uri[Root.Length..].Split('/').Select(System.Uri.UnescapeDataString)];
        return parts switch
        {
            [""] => new(uri, ResourceKind.Sessions),
            ["", { Length: > 0 } session, .. var rest] => OfSession(uri, session, rest),
            _ => null,
        };
    }

    /// <summary>Whether what is read here may have changed with this.</summary>
    public bool IsTouchedBy(SessionChanged change) => Kind is ResourceKind.Sessions ? change.Aspect is SessionAspect.Existence : Session == change.Session.Value && (
        change.Aspect is SessionAspect.Existence || Kind switch
        {
            ResourceKind.Session => true,
            ResourceKind.State or ResourceKind.ModelState => change.Aspect is SessionAspect.State or SessionAspect.Models && (Model is null || Model == change.ModelId),
            ResourceKind.ModelXml => change.Aspect is SessionAspect.Models && Model == change.ModelId,
            ResourceKind.Faults => change.Aspect is SessionAspect.Faults,
            _ => change.Aspect is SessionAspect.Faults or SessionAspect.Process,
        });

    private static ResourceAddress? OfSession(string uri, string session, string[] rest) => rest switch
    {
        [] => new(uri, ResourceKind.Session, session),
        ["state"] => new(uri, ResourceKind.State, session),
        ["faults"] => new(uri, ResourceKind.Faults, session),
        ["log"] => new(uri, ResourceKind.Log, session),
        ["models", { Length: > 0 } model, "state"] => new(uri, ResourceKind.ModelState, session, model),
        ["models", { Length: > 0 } model, "model.xml"] => new(uri, ResourceKind.ModelXml, session, model),
        _ => null,
    };
}
