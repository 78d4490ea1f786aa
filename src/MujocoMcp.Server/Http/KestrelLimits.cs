using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MujocoMcp.Server.Http;

/// <summary>What one client can make the server hold: connections, bodies, time.</summary>
internal static class KestrelLimits
{
    private const long Overhead = 1024 * 1024;
    private const int JsonGrowth = 2; // base64 takes 4/3, an escaped line break or quote 2

    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(5);

    /// <summary>The largest request, bytes: the largest model in JSON, and room for the rest of the call.</summary>
    public static long LargestBody(int maxModelMiB) => (maxModelMiB * JsonGrowth * 1024L * 1024L) + Overhead;

    public static void Configure(KestrelServerOptions kestrel, HttpOptions options, long largestBody)
    {
        var slowest = new MinDataRate(options.MinBytesPerSecond, SlowStart);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = largestBody;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.MinRequestBodyDataRate = slowest;
        kestrel.Limits.MinResponseDataRate = slowest;
    }
}
