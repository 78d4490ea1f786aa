using System.IO.Compression;
using MujocoMcp.Browser.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Bundle;

/// <summary>The page's bundle is committed; this keeps it true to its sources, and small.</summary>
public sealed class BundleTests
{
    private const int MostBytes = 250_000;

    private static string Committed => Path.Combine(PageSources.Original, "dist");

    [NpmFact]
    public void The_sources_pass_the_strict_type_check()
    {
        (int code, string output) = PageSources.Run(PageSources.Folder, "npm", "run", "--silent", "check");
        Assert.True(code == 0, output);
    }

    [NpmFact]
    public void The_committed_bundle_is_what_the_sources_make()
    {
        string made = Directory.CreateTempSubdirectory("mujoco-page-").FullName;
        try
        {
            (int code, string output) = PageSources.Run(PageSources.Folder, "node", "build.mjs", "--plain", "--out", made);
            Assert.True(code == 0, output);
            string[] names = [.. Directory.EnumerateFiles(made).Select(static file => Path.GetFileName(file)).Order()];
            Assert.Equal(names, Directory.EnumerateFiles(Committed).Select(static file => Path.GetFileNameWithoutExtension(file)).Order());
            foreach (string name in names)
                Assert.True(Unpacked(name).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(made, name))), $"{name} is old: run 'npm ci && npm run build' in src/MujocoMcp.Viewer/Web.");
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    [Fact]
    public void It_is_small() => Assert.InRange(Directory.EnumerateFiles(Committed).Sum(static file => new FileInfo(file).Length), 1, MostBytes);

    [Fact]
    public void It_asks_no_other_machine_for_anything()
    {
        string lockFile = File.ReadAllText(Path.Combine(PageSources.Original, "package-lock.json"));
        Assert.DoesNotContain("\"resolved\"", lockFile, StringComparison.Ordinal);
        string page = System.Text.Encoding.UTF8.GetString(Unpacked("index.html"));
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/", page, StringComparison.Ordinal); // relative: it is served below /viewer/{session_id}/ too
    }

    [Fact]
    public void A_source_file_fits_250_lines()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(PageSources.Original, "src"), "*.ts", SearchOption.AllDirectories)];
        Assert.True(sources.Length > 20);
        Assert.Equal([], sources.Where(static file => File.ReadLines(file).Count() > 250));
    }

    private static byte[] Unpacked(string name)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Committed, $"{name}.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
