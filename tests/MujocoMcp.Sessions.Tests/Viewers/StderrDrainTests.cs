using System.IO.Pipes;
using System.Text;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class StderrDrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_last_words_are_kept()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("first\nlast ü"));
        Assert.Equal("first\nlast ü", await new StderrDrain(stream).ReadToEndAsync(Patience));
    }

    [Fact]
    public async Task A_flood_blocks_nobody_and_its_end_is_kept()
    {
        // A real pipe: undrained, the writer would stop at 64 kB.
        await using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        var drain = new StderrDrain(reader);
        var flood = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(static i => $"{i:D9}\n")));
        await Task.Run(() => writer.Write(flood)).WaitAsync(Patience);
        writer.Dispose();
        var tail = await drain.ReadToEndAsync(Patience);
        Assert.Equal(Encoding.ASCII.GetString(flood.AsSpan(flood.Length - StderrDrain.Capacity)), tail);
    }

    [Fact]
    public async Task A_grandchild_that_holds_the_pipe_is_not_waited_for()
    {
        await using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        Assert.Equal("", await new StderrDrain(reader).ReadToEndAsync(TimeSpan.FromMilliseconds(1)).WaitAsync(Patience));
    }
}
