using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class PictureTests : SessionsSpec
{
    private static readonly TakePicture Small = new(null, new PictureSpec { Width = 10, Height = 10 });
    private static readonly TakePicture Large = new(null, new PictureSpec { Width = 400, Height = 400 });

    [Fact]
    public async Task A_picture_is_a_read_it_leaves_no_event_and_is_not_the_last_command()
    {
        var session = await OpenWithModelAsync(10);
        var before = await session.InfoAsync();
        var reply = await session.SendAsync(Small);
        var taken = SessionDriver.Answer<PictureTaken>(reply);
        Assert.Equal(100, taken.Picture.Content.Length);
        Assert.Equal((before.Models[0].Clock, await session.DigestAsync()), (reply.Clock!, taken.Digest));
        Assert.Equal(before.LastCommand, (await session.InfoAsync()).LastCommand);
    }

    [Fact]
    public async Task A_picture_in_flight_when_its_viewer_dies_is_taken_again_of_the_same_state()
    {
        var session = await OpenWithModelAsync(10);
        var digest = await session.DigestAsync();
        Machine.KillAt(static call => call.Name == "render", Exits.Sigsegv);
        var reply = await session.SendAsync(Small);
        Assert.Equal(digest, SessionDriver.Answer<PictureTaken>(reply).Digest);
        Assert.Equal("recovered", Assert.Single(reply.Warnings).Code);
    }

    [Fact]
    public async Task Of_large_pictures_the_last_few_are_kept_and_none_when_the_session_ends()
    {
        var session = await OpenWithModelAsync(1);
        var blobs = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var picture = SessionDriver.Answer<PictureTaken>(await session.SendAsync(Large)).Picture;
            Assert.Empty(picture.Content);
            blobs.Add(picture.Blob!);
        }

        Assert.Equal(400 * 400, (await Blobs.GetAsync(blobs[^1])).Length);
        await UntilAsync(async () => !await IsThereAsync(blobs[0]), "the first picture is let go of");
        await session.CloseAsync();
        await UntilAsync(async () => !await IsThereAsync(blobs[^1]), "the last picture is let go of");
    }

    [Fact]
    public async Task A_picture_that_is_asked_for_while_older_ones_are_let_go_of_is_not_let_go_of_with_them()
    {
        var session = await OpenWithModelAsync(1);
        var (begin, done) = Store.HoldRetain();
        await session.SendAsync(Large);
        var next = session.SendAsync(new TakePicture(null, new PictureSpec { Width = 400, Height = 401 }));
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(200)));
        begin.SetResult();
        await done;
        Assert.True(await IsThereAsync(SessionDriver.Answer<PictureTaken>(await next).Picture.Blob!));
    }

    private async Task<bool> IsThereAsync(string blob)
    {
        try
        {
            await Blobs.GetAsync(blob);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
