using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>Names a session's models in a viewer process that it shares with others: <c>SESSION/MODEL</c>. A session id holds no slash.</summary>
public static class SharedModelId
{
    /// <summary>The name of a session's model.</summary>
    public static string Of(SessionId session, string modelId) => $"{session.Value}/{modelId}";

    /// <summary>What the names of all models of a session begin with.</summary>
    public static string PrefixOf(string session) => $"{session}/";

    /// <summary>Whose a model is; empty in a process that isn't shared.</summary>
    public static string SharerOf(string modelId) => modelId.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? modelId[..slash] : "";
}
