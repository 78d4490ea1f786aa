using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>The session that a page belongs to, as the page's requests reach it.</summary>
internal interface IPageSession
{
    /// <summary>Asks the session; answered once it is done or refused.</summary>
    Task<PageAnswer> AskAsync(PageRequest request);
}
