using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public sealed class SourcePageTests
{
    private const string Blob = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("<mujoco>\n  <worldbody/>\n</mujoco>\n", 12)]
    [InlineData("no line ends anywhere in this text, which is longer than a page", 10)]
    [InlineData("ä🙂\"quoted\"\t🙂🙂🙂\n🙂", 9)]
    [InlineData("short", 4000)]
    [InlineData("", 1)]
    public void Pages_put_together_are_the_text_and_none_is_empty_or_halves_a_character(string xml, int maxBytes)
    {
        var source = new ModelSource(xml, []);
        var text = "";
        for (string? cursor = null; ;)
        {
            var page = SourcePage.Read(source, Blob, new ReadSource(cursor, maxBytes));
            var item = Assert.Single(page.Items);
            Assert.Equal((text.Length, xml.Length), (item.Id, page.Total));
            var part = Assert.Single(item.Fields).Texts[0];
            Assert.False(part.Length > 0 && char.IsHighSurrogate(part[^1]));
            text += part;
            if (page.NextCursor is null) break;
            Assert.NotEqual("", part);
            cursor = page.NextCursor;
        }

        Assert.Equal(xml, text);
    }

    [Fact]
    public void A_page_ends_with_a_line_and_the_first_names_the_files()
    {
        var page = SourcePage.Read(new ModelSource("one\ntwo\nthree", [new SourceFile("a.stl", [1])]), Blob, new ReadSource(null, 9));
        Assert.Equal(["one\n"], page.Items[0].Fields[0].Texts);
        Assert.Equal(["a.stl"], page.Items[0].Fields[1].Texts);
    }

    [Theory]
    [InlineData(20, 1000 - 11 - (20 * 10))]
    [InlineData(200, 500)]
    public void The_first_page_leaves_room_for_the_files_but_not_more_than_half(int files, int characters)
    {
        var source = new ModelSource(new string('x', 4000), [.. Enumerable.Range(100, files).Select(static i => new SourceFile($"{i}.stl", [1]))]);
        var first = SourcePage.Read(source, Blob, new ReadSource(null, 1000));
        Assert.Equal(characters, first.Items[0].Fields[0].Texts[0].Length);
        Assert.Equal(1000, SourcePage.Read(source, Blob, new ReadSource(first.NextCursor, 1000)).Items[0].Fields[0].Texts[0].Length);
    }

    [Theory]
    [InlineData("fedcba987654.3")]
    [InlineData("0123456789ab.x")]
    [InlineData("0123456789ab.99")]
    [InlineData("")]
    public void A_cursor_of_another_source_is_refused(string cursor) => Assert.Equal(
        ErrorCode.InvalidArgument,
        Assert.Throws<FailureException>(() => SourcePage.Read(new ModelSource("<mujoco/>", []), Blob, new ReadSource(cursor, 10))).Failure.Code);
}
