namespace MujocoMcp.Sessions.Viewers;

/// <summary>
/// Lets only so many viewers start at once, first come first served. Two hundred that start together on two processors are all ready after the same
/// ten seconds, and look dead until then; one after the other, each is ready within its own fraction of a second.
/// </summary>
/// <param name="atOnce">How many.</param>
internal sealed class StartQueue(int atOnce)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Ticket> _waiting = new();
    private int _starting;

    /// <summary>One a processor, and two at least.</summary>
    public static StartQueue OfThisMachine() => new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Joins the queue.</summary>
    /// <returns>To be disposed of once the viewer has started, or won't.</returns>
    public Ticket Join()
    {
        var ticket = new Ticket(this);
        lock (_gate)
        {
            if (_starting < atOnce) Admit(ticket);
            else _waiting.AddLast(ticket);
        }

        return ticket;
    }

    private void Leave(Ticket ticket)
    {
        lock (_gate)
        {
            if (_waiting.Remove(ticket) || !ticket.Turn.IsCompleted) return;
            _starting--;
            if (_waiting.First is not { Value: var next }) return;
            _waiting.RemoveFirst();
            Admit(next);
        }
    }

    private void Admit(Ticket ticket)
    {
        _starting++;
        ticket.Admit();
    }

    /// <summary>A place in the queue, then a turn.</summary>
    internal sealed class Ticket(StartQueue queue) : IDisposable
    {
        private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _isDisposed;

        /// <summary>Done when it may start; never, where it left the queue before.</summary>
        public Task Turn => _turn.Task;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0) queue.Leave(this);
        }

        internal void Admit() => _turn.SetResult();
    }
}
