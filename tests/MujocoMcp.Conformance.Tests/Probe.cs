using Microsoft.AspNetCore.Builder;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Hosting;
using Xunit.Abstractions;
namespace MujocoMcp.Conformance.Tests;
public sealed class Probe(ITestOutputHelper o)
{
    [Fact]
    public async Task Serve()
    {
        if (Environment.GetEnvironmentVariable("PROBE") is not {} p) return;
        var options = ProgramConfiguration.Load(null, new KeyValuePair<string,string?>("Http:Url", "http://127.0.0.1:"+p));
        await using var app = HttpPipeline.Build(options, Fixtures.FixtureSetup.Add);
        await app.StartAsync(); o.WriteLine("up");
        await Task.Delay(TimeSpan.FromMinutes(4));
    }
}
