using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Page.Stream;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>What a page asks for.</summary>
/// <param name="Id">The page's own number for it, which the answer names.</param>
internal abstract record PageMessage(long Id);

/// <summary>Another view of its own; nobody else notices.</summary>
internal sealed record ChangeWatch(long Id, Func<Watch, Watch> Change) : PageMessage(Id);

/// <summary>Something done to the session.</summary>
internal sealed record AskSession(long Id, PageRequest Request) : PageMessage(Id);
