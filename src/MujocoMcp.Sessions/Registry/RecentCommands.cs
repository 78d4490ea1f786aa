using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Registry;

/// <summary>Which session a recent command was about, by its caller and its id. The oldest are forgotten.</summary>
/// <param name="kept">How many are kept.</param>
internal sealed class RecentCommands(int kept)
{
    private readonly Dictionary<(string Principal, string CommandId), Opening> _sessions = [];
    private readonly Queue<(string Principal, string CommandId)> _oldest = new();

    /// <summary>What this caller's command of this id was about; null where there was none.</summary>
    public Opening? Find(string principal, string commandId) => _sessions.GetValueOrDefault((principal, commandId));

    public void Remember(string principal, string commandId, Opening opening)
    {
        if (_sessions.TryAdd((principal, commandId), opening)) _oldest.Enqueue((principal, commandId));
        while (_oldest.Count > kept) _sessions.Remove(_oldest.Dequeue());
    }

    /// <summary>Forgets all commands about a session: the same ids may be used anew.</summary>
    public void Forget(SessionId session)
    {
        foreach (var key in _sessions.Where(command => command.Value.Session == session).Select(static command => command.Key).ToList()) _sessions.Remove(key);
    }
}
