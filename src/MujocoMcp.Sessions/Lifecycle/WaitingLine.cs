namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>Commands that wait for their turn at a session, in the order in which they came.</summary>
/// <param name="capacity">How many may wait.</param>
internal sealed class WaitingLine(int capacity)
{
    private readonly LinkedList<PendingCommand> _line = new();

    public bool IsEmpty => _line.Count == 0;

    public bool IsFull => _line.Count >= capacity;

    /// <summary>The command whose turn is next; null where none waits.</summary>
    public PendingCommand? First => _line.First?.Value;

    public void Add(PendingCommand command) => _line.AddLast(command);

    public PendingCommand? Find(string commandId) => _line.FirstOrDefault(command => command.Request.CommandId == commandId);

    public bool Remove(PendingCommand command) => _line.Remove(command);

    /// <summary>Takes the command whose turn it is; null where none waits.</summary>
    public PendingCommand? TakeNext()
    {
        if (First is not { } first) return null;
        _line.RemoveFirst();
        return first;
    }
}
