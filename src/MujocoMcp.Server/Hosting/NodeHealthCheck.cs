using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MujocoMcp.Server.Hosting;

/// <summary>Healthy while the sessions answer.</summary>
internal sealed class NodeHealthCheck(NodeActors actors) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await actors.PoolAsync(patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception silence) when (silence is OperationCanceledException or AskTimeoutException)
        {
            return HealthCheckResult.Unhealthy("The sessions don't answer.", silence);
        }
    }
}
