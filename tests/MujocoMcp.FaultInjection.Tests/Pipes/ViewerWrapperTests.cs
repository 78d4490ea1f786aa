using System.Diagnostics;
using MujocoMcp.FaultInjection.Pipes;

namespace MujocoMcp.FaultInjection.Tests.Pipes;

/// <summary>With <c>cat</c> in the viewer's place: it says what it hears.</summary>
public sealed class ViewerWrapperTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wrapper-");
    private readonly ViewerWrapper _wrapper;
    private readonly Process _viewer;

    public ViewerWrapperTests()
    {
        _wrapper = ViewerWrapper.Create(Path.Combine(_folder.FullName, "w"), "/bin/cat");
        _viewer = Start();
    }

    public void Dispose()
    {
        if (!_viewer.HasExited) _viewer.Kill();
        _viewer.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_viewer_keeps_its_process_id_and_what_is_said_passes()
    {
        Assert.Equal("hello", await SayAsync("hello"));
        Assert.Equal("cat", (await File.ReadAllTextAsync($"/proc/{_viewer.Id}/comm")).Trim());
        _viewer.StandardInput.Close();
        await _viewer.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, _viewer.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*.in", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_viewer_that_is_killed_ends_its_pipe()
    {
        await SayAsync("hello");
        _viewer.Kill();
        Assert.Null(await _viewer.StandardOutput.ReadLineAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task Garbage_comes_between()
    {
        await SayAsync("hello");
        _wrapper.Of(_viewer.Id)!.Inject("garbage\n"u8);
        Assert.Equal("garbage", await _viewer.StandardOutput.ReadLineAsync().WaitAsync(Limit));
        Assert.Equal("on", await SayAsync("on"));
    }

    [Fact]
    public async Task Half_of_what_is_said_next_comes_and_then_the_end()
    {
        await SayAsync("hello");
        _wrapper.Of(_viewer.Id)!.HalveNext();
        await _viewer.StandardInput.WriteAsync("12345678");
        await _viewer.StandardInput.FlushAsync();
        Assert.Equal("1234", await _viewer.StandardOutput.ReadToEndAsync().WaitAsync(Limit));
        Assert.False(_viewer.HasExited);
    }

    [Fact]
    public async Task A_silent_viewer_lives_and_isnt_heard()
    {
        await SayAsync("hello");
        _wrapper.Of(_viewer.Id)!.FallSilent();
        await _viewer.StandardInput.WriteLineAsync("anybody?");
        await _viewer.StandardInput.FlushAsync();
        _viewer.StandardInput.Close();
        Assert.Empty(await _viewer.StandardOutput.ReadToEndAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task A_viewer_whose_input_is_closed_reads_its_end()
    {
        await SayAsync("hello");
        _wrapper.Of(_viewer.Id)!.CloseInput();
        await _viewer.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, _viewer.ExitCode);
        Assert.Null(_wrapper.Of(_viewer.Id + 1));
    }

    [Fact]
    public async Task The_next_start_ends_with_the_code_that_it_is_told()
    {
        await SayAsync("hello");
        var order = _wrapper.OrderNext(TimeSpan.FromMilliseconds(100), exitCode: 7);
        using var next = Start();
        await next.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(7, next.ExitCode);
        Assert.True(order.Obeyed.Task.IsCompleted);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(_wrapper.Program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    private async Task<string?> SayAsync(string line)
    {
        await _viewer.StandardInput.WriteLineAsync(line);
        await _viewer.StandardInput.FlushAsync();
        return await _viewer.StandardOutput.ReadLineAsync().WaitAsync(Limit);
    }
}
