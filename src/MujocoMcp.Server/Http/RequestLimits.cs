using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace MujocoMcp.Server.Http;

/// <summary>How many requests a caller may send: a bucket of tokens for each principal and, without any, for each address.</summary>
internal static class RequestLimits
{
    private const int RefillsPerSecond = 10;

    public static void Configure(RateLimiterOptions limiter, HttpOptions options, Func<HttpContext, string?> principalOf)
    {
        int refill = Math.Max(1, options.RequestsPerSecond / RefillsPerSecond);
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            principalOf(context) ?? $"address:{context.Connection.RemoteIpAddress}",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestBurst,
                TokensPerPeriod = refill,
                ReplenishmentPeriod = TimeSpan.FromSeconds((double)refill / options.RequestsPerSecond),
                QueueLimit = 0,
            }));
        limiter.OnRejected = static async (rejected, _) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan told) ? told : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await HttpRefusal.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests; wait for as long as Retry-After says.");
        };
    }
}
