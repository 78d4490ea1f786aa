using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>What the suite needs beside the product: tools, prompts and resources of its own.</summary>
internal static class FixtureSetup
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(1);

    public static void Add(IServiceCollection services) => services.AddMcpServer()
        .WithTools([typeof(ContentTools), typeof(NotifyingTools), typeof(AskingTools), typeof(InputRequiredTools)])
        .WithPrompts([typeof(FixturePrompts)])
        .WithResources([typeof(FixtureResources)])
        .WithSubscribeToResourcesHandler(static (_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithUnsubscribeFromResourcesHandler(static (_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithCompleteHandler(static (_, _) => ValueTask.FromResult(new CompleteResult { Completion = new Completion { Values = [], Total = 0, HasMore = false } }))
        .WithSetLoggingLevelHandler(static (_, _) => ValueTask.FromResult(new EmptyResult()));
}
