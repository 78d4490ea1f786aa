using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Resources;

namespace MujocoMcp.Server.Tests.Resources;

public sealed class ResourceAddressTests
{
    [Theory]
    [InlineData("mujoco://sessions", "Sessions", null, null)]
    [InlineData("mujoco://sessions/s-1", "Session", "s-1", null)]
    [InlineData("mujoco://sessions/s-1/state", "State", "s-1", null)]
    [InlineData("mujoco://sessions/s-1/models/a%2Fb%20c/state", "ModelState", "s-1", "a/b c")]
    [InlineData("mujoco://sessions/s-1/models/main/model.xml", "ModelXml", "s-1", "main")]
    [InlineData("mujoco://sessions/s-1/faults", "Faults", "s-1", null)]
    [InlineData("mujoco://sessions/s-1/log", "Log", "s-1", null)]
    public void A_uri_of_ours_is_read(string uri, string kind, string? session, string? model)
    {
        ResourceAddress address = ResourceAddress.Parse(uri)!;
        Assert.Equal((uri, kind, session, model), (address.Uri, address.Kind.ToString(), address.Session, address.Model));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mujoco://session")]
    [InlineData("mujoco://sessionsX")]
    [InlineData("mujoco://sessions/")]
    [InlineData("mujoco://sessions//state")]
    [InlineData("mujoco://sessions/s-1/models")]
    [InlineData("mujoco://sessions/s-1/models//state")]
    [InlineData("mujoco://sessions/s-1/models/main/other")]
    [InlineData("file:///etc/passwd")]
    public void Any_other_is_none(string? uri) => Assert.Null(ResourceAddress.Parse(uri));

    [Fact]
    public void A_uri_of_any_length_is_none() => Assert.Null(ResourceAddress.Parse("mujoco://sessions/" + new string('s', 5000)));

    [Theory]
    [InlineData("mujoco://sessions", SessionAspect.Existence, true)]
    [InlineData("mujoco://sessions", SessionAspect.State, false)]
    [InlineData("mujoco://sessions/s-1", SessionAspect.Snapshots, true)]
    [InlineData("mujoco://sessions/s-2", SessionAspect.State, false)]
    [InlineData("mujoco://sessions/s-1/state", SessionAspect.State, true)]
    [InlineData("mujoco://sessions/s-1/state", SessionAspect.Faults, false)]
    [InlineData("mujoco://sessions/s-1/state", SessionAspect.Existence, true)]
    [InlineData("mujoco://sessions/s-1/models/main/state", SessionAspect.Models, true)]
    [InlineData("mujoco://sessions/s-1/models/other/state", SessionAspect.State, false)]
    [InlineData("mujoco://sessions/s-1/models/main/model.xml", SessionAspect.Models, true)]
    [InlineData("mujoco://sessions/s-1/models/main/model.xml", SessionAspect.State, false)]
    [InlineData("mujoco://sessions/s-1/faults", SessionAspect.Faults, true)]
    [InlineData("mujoco://sessions/s-1/faults", SessionAspect.Process, false)]
    [InlineData("mujoco://sessions/s-1/log", SessionAspect.Process, true)]
    public void Only_what_is_read_there_touches_it(string uri, SessionAspect aspect, bool isTouched) =>
        Assert.Equal(isTouched, ResourceAddress.Parse(uri)!.IsTouchedBy(new SessionChanged(new SessionId("s-1"), "local", aspect, "main")));
}
