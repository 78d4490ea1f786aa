namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>One program for the tests of a class.</summary>
public sealed class SharedProgram : IAsyncLifetime
{
    private McpProgram? _program;

    internal McpProgram Program => _program ?? throw new InvalidOperationException("It hasn't started.");

    public async Task InitializeAsync() => _program = await McpProgram.StartAsync();

    public async Task DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
    }
}
