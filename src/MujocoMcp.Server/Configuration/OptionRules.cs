using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Access;
using MujocoMcp.Server.Http;
using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Configuration;

/// <summary>What the options must fulfil before anything is started with them.</summary>
internal static class OptionRules
{
    private const int LargestModelMiB = 512;
    private const int LeastMemoryMiB = 256;
    private const int LastPort = 65535;
    private const long MostSteps = 1L << 53;

    /// <summary>Returns the options as they are.</summary>
    /// <exception cref="InvalidConfigurationException">One can't be used; the message names its key.</exception>
    public static ProgramOptions Check(ProgramOptions options)
    {
        (ServerOptions server, SessionsOptions sessions) = (options.Server, options.Sessions);

        foreach (string group in server.Caps) RequireGroup(group);
        Require(server.MaxSteps is >= 1 and <= MostSteps, "Server:MaxSteps", server.MaxSteps, "at least 1");
        Require(server.MaxModelMiB is >= 1 and <= LargestModelMiB, "Server:MaxModelMiB", server.MaxModelMiB, $"1 to {LargestModelMiB}");
        RequirePositive(server.AnswerMargin, "Server:AnswerMargin");
        RequirePositive(server.ShutdownBudget, "Server:ShutdownBudget");

        CheckHttp(options.Http);
        CheckAccess(options.Access);

        Require(Isolation.All.Contains(sessions.Isolation), "Sessions:Isolation", sessions.Isolation, string.Join(" or ", Isolation.All));
        Require(sessions.MaxSessions >= 1, "Sessions:MaxSessions", sessions.MaxSessions, "at least 1");
        Require(sessions.MaxSessionsPerOwner >= 1, "Sessions:MaxSessionsPerOwner", sessions.MaxSessionsPerOwner, "at least 1");
        Require(sessions.MaxModels >= 1, "Sessions:MaxModels", sessions.MaxModels, "at least 1");
        Require(sessions.MaxSnapshots >= 1, "Sessions:MaxSnapshots", sessions.MaxSnapshots, "at least 1");
        Require(sessions.CompiledModelsMiB >= 0, "Sessions:CompiledModelsMiB", sessions.CompiledModelsMiB, "at least 0");
        Require(sessions.MaxWaiting >= 1, "Sessions:MaxWaiting", sessions.MaxWaiting, "at least 1");
        Require(sessions.RememberedCommands >= 1, "Sessions:RememberedCommands", sessions.RememberedCommands, "at least 1");
        RequirePositive(sessions.IdleTimeout, "Sessions:IdleTimeout");
        RequirePositive(sessions.Retention, "Sessions:Retention");
        RequirePositive(sessions.CommandBudget, "Sessions:CommandBudget");
        RequirePositive(sessions.LoadBudget, "Sessions:LoadBudget");
        RequirePositive(sessions.StepBudget, "Sessions:StepBudget");
        RequirePositive(sessions.RenderBudget, "Sessions:RenderBudget");
        RequirePositive(sessions.HelloBudget, "Sessions:HelloBudget");
        RequirePositive(sessions.HealthCheckInterval, "Sessions:HealthCheckInterval");
        RequirePositive(sessions.CheckpointAfter, "Sessions:CheckpointAfter");
        foreach (string root in sessions.ModelRoots) Require(Directory.Exists(root), "Sessions:ModelRoots", root, "folders that exist");

        RequirePositive(sessions.Storage.BusyTimeout, "Sessions:Storage:BusyTimeout");
        Require(sessions.Storage.LimitMiB >= 1, "Sessions:Storage:LimitMiB", sessions.Storage.LimitMiB, "at least 1");
        Require(sessions.Limits.MemoryMiB >= LeastMemoryMiB, "Sessions:Limits:MemoryMiB", sessions.Limits.MemoryMiB, $"at least {LeastMemoryMiB}: less and a viewer doesn't start");
        Require(sessions.Limits.Niceness is >= 0 and <= 19, "Sessions:Limits:Niceness", sessions.Limits.Niceness, "0 to 19");
        foreach (string place in sessions.Sandbox.ReadableFolders) Require(Path.Exists(place), "Sessions:Sandbox:ReadableFolders", place, "folders or files that exist");

        Require(sessions.Restarts.Intensity >= 0, "Sessions:Restarts:Intensity", sessions.Restarts.Intensity, "at least 0");
        Require(sessions.Restarts.FreeRestarts >= 0, "Sessions:Restarts:FreeRestarts", sessions.Restarts.FreeRestarts, "at least 0");
        Require(sessions.Restarts.Jitter is >= 0 and <= 1, "Sessions:Restarts:Jitter", sessions.Restarts.Jitter, "0 to 1");
        RequirePositive(sessions.Restarts.Period, "Sessions:Restarts:Period");
        RequirePositive(sessions.Restarts.MinBackOff, "Sessions:Restarts:MinBackOff");
        Require(sessions.Restarts.MaxBackOff >= sessions.Restarts.MinBackOff, "Sessions:Restarts:MaxBackOff", sessions.Restarts.MaxBackOff, "at least MinBackOff");
        RequirePositive(sessions.Restarts.StableAfter, "Sessions:Restarts:StableAfter");
        Require(sessions.Pool.Size >= 0, "Sessions:Pool:Size", sessions.Pool.Size, "at least 0");
        RequirePositive(sessions.Pool.RefillAfter, "Sessions:Pool:RefillAfter");
        Require(sessions.Pool.MinAvailableMemoryMiB >= 0, "Sessions:Pool:MinAvailableMemoryMiB", sessions.Pool.MinAvailableMemoryMiB, "at least 0");
        Require(sessions.Ports.First is >= 1 and <= LastPort, "Sessions:Ports:First", sessions.Ports.First, $"1 to {LastPort}");
        Require(sessions.Ports.Last >= sessions.Ports.First && sessions.Ports.Last <= LastPort, "Sessions:Ports:Last", sessions.Ports.Last, $"First to {LastPort}");
        return options;
    }

    private static void CheckHttp(HttpOptions http)
    {
        Require(http.MaxConnections >= 1, "Http:MaxConnections", http.MaxConnections, "at least 1");
        Require(http.MaxIdleSessions >= 1, "Http:MaxIdleSessions", http.MaxIdleSessions, "at least 1");
        Require(http.RequestsPerSecond >= 1, "Http:RequestsPerSecond", http.RequestsPerSecond, "at least 1");
        Require(http.RequestBurst >= 1, "Http:RequestBurst", http.RequestBurst, "at least 1");
        Require(http.MinBytesPerSecond > 0, "Http:MinBytesPerSecond", http.MinBytesPerSecond, "more than 0");
        RequirePositive(http.SessionIdleTimeout, "Http:SessionIdleTimeout");
        RequirePositive(http.HeaderTimeout, "Http:HeaderTimeout");
        RequirePositive(http.DrainBudget, "Http:DrainBudget");
        Require(
            http.PublicUrl.Length == 0 || http.PublicAddress is { Scheme: "http" or "https", Query.Length: 0 },
            "Http:PublicUrl", http.PublicUrl, "an address such as https://robots.example");
        foreach (string origin in http.AllowedOrigins)
            Require(Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.PathAndQuery is "/", "Http:AllowedOrigins", origin, "origins such as https://app.example");
    }

    // A secret is never in a message.
    private static void CheckAccess(AccessOptions access)
    {
        foreach ((string name, TokenOptions token) in access.Tokens)
            Require(token.Secret.Length >= TokenOptions.LeastLength, $"Access:Tokens:{name}:Secret", "too short", $"at least {TokenOptions.LeastLength} characters");
        if (!access.Jwt.IsUsed) return;

        Require(
            Uri.TryCreate(access.Jwt.Authority, UriKind.Absolute, out Uri? authority) && (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback),
            "Access:Jwt:Authority", access.Jwt.Authority, "an https address");
        Require(access.Jwt.Audience.Length > 0, "Access:Jwt:Audience", "empty", "the audience of this server's tokens: without one it would take tokens that were meant for others");
        Require(access.Jwt.Resource.Length == 0 || Uri.TryCreate(access.Jwt.Resource, UriKind.Absolute, out _), "Access:Jwt:Resource", access.Jwt.Resource, "the public address of /mcp");
    }

    private static void RequireGroup(string group)
    {
        if (ToolGroups.Available.Contains(group, StringComparer.Ordinal)) return;
        string known = string.Join(", ", ToolGroups.Available);
        throw new InvalidConfigurationException(ToolGroups.Planned.Contains(group, StringComparer.Ordinal)
            ? $"Server:Caps (--caps) asks for '{group}', whose tools this version doesn't have yet; it has {known}."
            : $"Server:Caps (--caps) asks for '{group}', which is no group of tools; this version has {known}.");
    }

    private static void RequirePositive(TimeSpan value, string key) => Require(value > TimeSpan.Zero, key, value, "longer than 00:00:00");

    private static void Require(bool holds, string key, object value, string expected)
    {
        if (!holds) throw new InvalidConfigurationException($"{key} is {value}; it must be {expected}.");
    }
}
