using MujocoMcp.Sessions;
using MujocoMcp.Sessions.Hosting;

namespace MujocoMcp.Server.Hosting;

/// <summary>All options of the program, by the sections of its configuration file.</summary>
internal sealed record ProgramOptions
{
    public ServerOptions Server { get; init; } = new();

    public SessionsOptions Sessions { get; init; } = new();
}
