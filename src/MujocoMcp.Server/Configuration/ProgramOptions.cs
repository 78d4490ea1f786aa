using MujocoMcp.Server.Access;
using MujocoMcp.Server.Http;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Configuration;

/// <summary>All options of the program, by the sections of its configuration file.</summary>
internal sealed record ProgramOptions
{
    public ServerOptions Server { get; init; } = new();

    public HttpOptions Http { get; init; } = new();

    public AccessOptions Access { get; init; } = new();

    public SessionsOptions Sessions { get; init; } = new();
}
