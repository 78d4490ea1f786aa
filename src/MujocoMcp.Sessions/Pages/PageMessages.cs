using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Pages;

/// <summary>Monitor to session: a person did something on the page.</summary>
/// <param name="Incarnation">Which process.</param>
/// <param name="Request">What.</param>
/// <param name="Answer">To be completed once it is done or refused.</param>
internal sealed record PageAsked(int Incarnation, PageRequest Request, TaskCompletionSource<PageAnswer> Answer);

/// <summary>Monitor to session: so many pages are open.</summary>
internal sealed record PagesWatched(int Incarnation, string Session, int Pages);
