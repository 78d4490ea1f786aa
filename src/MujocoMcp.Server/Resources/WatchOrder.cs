namespace MujocoMcp.Server.Resources;

/// <summary>What a client wants to be told of.</summary>
/// <param name="Principal">Who watches: nobody hears of another's sessions.</param>
/// <param name="Watched">What is watched.</param>
/// <param name="NotifyAsync">Tells the client that what is at an address has changed.</param>
internal sealed record WatchOrder(string Principal, IReadOnlyCollection<ResourceAddress> Watched, Func<ResourceAddress, Task> NotifyAsync);
