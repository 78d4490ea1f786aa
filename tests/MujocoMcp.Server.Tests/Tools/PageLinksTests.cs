using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Tests.Tools;

public sealed class PageLinksTests
{
    private const string Own = "http://127.0.0.1:8001/?token=t";
    private static readonly SessionId Session = new("s-1");

    [Theory]
    [InlineData("https://robots.example", "https://robots.example/viewer/s-1/?token=t")]
    [InlineData("https://robots.example/lab/", "https://robots.example/lab/viewer/s-1/?token=t")]
    [InlineData("", Own)]
    public void A_link_leads_where_people_reach_the_server(string publicUrl, string expected) => Assert.Equal(expected, new PageLinks(publicUrl).To(Session, "t", Own));
}
