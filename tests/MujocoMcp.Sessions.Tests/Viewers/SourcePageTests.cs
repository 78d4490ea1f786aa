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
    [InlineData("fedcba987654.3")]
    [InlineData("0123456789ab.x")]
    [InlineData("0123456789ab.99")]
    [InlineData("")]
    public void A_cursor_of_another_source_is_refused(string cursor) => Assert.Equal(
        ErrorCode.InvalidArgument,
        Assert.Throws<FailureException>(() => SourcePage.Read(new ModelSource("<mujoco/>", []), Blob, new ReadSource(cursor, 10))).Failure.Code);
}
