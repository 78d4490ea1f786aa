using MujocoMcp.Bindings.Native;
using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests.Library;

public sealed class LibraryLookupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-lookup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_path_with_nothing_there_is_reported_with_the_path_and_what_is_supported()
    {
        var missing = Path.Combine(_folder, "nowhere.so");
        var exception = Refused(new MujocoLibraryOptions { LibraryPath = missing });
        Assert.Equal(MujocoUnavailableReason.NotFound, exception.Reason);
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
        Assert.Equal([missing], exception.Searched);
        Assert.Equal(["2.2.2", "3.5.0"], exception.Supported);
        Assert.Null(exception.Found);
    }

    [Fact]
    public void An_empty_folder_holds_no_library() =>
        Assert.Equal(MujocoUnavailableReason.NotFound, Refused(new MujocoLibraryOptions { LibraryPath = _folder }).Reason);

    [Fact]
    public void A_text_file_of_the_right_name_is_unreadable()
    {
        var file = Path.Combine(_folder, "libmujoco.so");
        File.WriteAllText(file, "not a library");
        var exception = Refused(new MujocoLibraryOptions { LibraryPath = _folder });
        Assert.Equal(MujocoUnavailableReason.Unreadable, exception.Reason);
        Assert.Equal(file, exception.Found);
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [FactNeeding(Needs.Compiler)]
    public void Another_library_is_not_mujoco()
    {
        var file = Compile("int unrelated(void) { return 1; }", "libmujoco.so");
        var exception = Refused(new MujocoLibraryOptions { LibraryPath = file });
        Assert.Equal(MujocoUnavailableReason.Unreadable, exception.Reason);
        Assert.Contains("mj_version", exception.Message, StringComparison.Ordinal);
    }

    [FactNeeding(Needs.Compiler)]
    public void A_version_without_headers_is_named_with_those_that_are_supported()
    {
        var file = Compile("int mj_version(void) { return 3012001; }", "libmujoco.so.3.12.1");
        var exception = Refused(new MujocoLibraryOptions { LibraryPath = file });
        Assert.Equal(MujocoUnavailableReason.UnsupportedVersion, exception.Reason);
        Assert.Contains("3.12.1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("2.2.2 and 3.5.0", exception.Message, StringComparison.Ordinal);
        Assert.Contains(file, exception.Found, StringComparison.Ordinal);
    }

    [FactNeeding(Needs.Compiler | Needs.Headers)]
    public void Headers_of_another_version_are_not_used()
    {
        var file = Compile("int mj_version(void) { return 223; }", "libmujoco.so.2.2.3");
        var exception = Refused(new MujocoLibraryOptions { LibraryPath = file, HeaderDirectory = Installed.Headers });
        Assert.Equal(MujocoUnavailableReason.UnsupportedVersion, exception.Reason);
    }

    [FactNeeding(Needs.Compiler | Needs.Headers)]
    public void A_version_without_a_table_is_read_from_the_headers_beside_it()
    {
        var headers = Directory.CreateDirectory(Path.Combine(_folder, "include/mujoco")).FullName;
        foreach (var header in Directory.EnumerateFiles(Installed.Headers, "*.h"))
        {
            var text = File.ReadAllText(header).Replace("mjVERSION_HEADER 222", "mjVERSION_HEADER 229", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(headers, Path.GetFileName(header)), text);
        }

        Directory.CreateDirectory(Path.Combine(_folder, "lib"));
        var file = Compile("int mj_version(void) { return 229; }", "lib/libmujoco.so.2.2.9");
        var (library, layout) = Loader(new MujocoLibraryOptions { LibraryPath = file }).Load();
        Assert.Equal(229, layout.Version);
        Assert.Equal(3280, layout.Model.Size);
        library.Unload();
    }

    [FactNeeding(Needs.Compiler)]
    public void The_newest_of_several_wins_and_the_environment_overrules_it()
    {
        var older = Compile("int mj_version(void) { return 222; }", "home/.mujoco/mujoco-2.2.2/lib/libmujoco.so.2.2.2");
        var newer = Compile("int mj_version(void) { return 3005000; }", "venv/lib/python3.13/site-packages/mujoco/libmujoco.so.3.5.0");
        var environment = new Dictionary<string, string> { ["HOME"] = Path.Combine(_folder, "home"), ["VIRTUAL_ENV"] = Path.Combine(_folder, "venv") };
        Assert.Equal(newer, Chosen(environment, new()));

        environment["MUJOCO_PATH"] = older;
        Assert.Equal(older, Chosen(environment, new()));
        environment["MUJOCO_PATH"] = Path.Combine(_folder, "home/.mujoco/mujoco-2.2.2");
        Assert.Equal(older, Chosen(environment, new()));
        Assert.Equal(newer, Chosen(environment, new() { LibraryPath = newer }));
    }

    [FactNeeding(Needs.Compiler)]
    public void A_newer_one_that_cannot_be_used_is_passed_over_and_told()
    {
        Compile("int mj_version(void) { return 3099000; }", "root/usr/lib/libmujoco.so.3.99.0");
        var usable = Compile("int mj_version(void) { return 3005000; }", "root/usr/lib64/libmujoco.so.3.5.0");
        Assert.Equal(usable, Chosen([], new()));
    }

    [FactNeeding(Needs.Mujoco)]
    public void The_open_library_tells_its_version_file_and_build()
    {
        var library = MujocoLibrary.Open();
        Assert.True(Path.IsPathRooted(library.Path));
        Assert.True(File.Exists(library.Path));
        Assert.Matches("^[0-9a-f]{40}([0-9a-f]{24})?$", library.BuildId);
        Assert.Equal(MujocoVersion.ToText(library.Version), library.VersionText);
        Assert.Same(library, MujocoLibrary.Open());
        Assert.Same(library, MujocoLibrary.Open(new MujocoLibraryOptions { LibraryPath = library.Path }));
    }

    [FactNeeding(Needs.Compiler)]
    public void A_build_is_known_by_its_build_id_or_its_hash()
    {
        var with = Compile("int a;", "with.so", "-Wl,--build-id=0x0123456789abcdef");
        var without = Compile("int a;", "without.so", "-Wl,--build-id=none");
        Assert.Equal("0123456789abcdef", BuildIdentity.Of(with));
        Assert.Equal(64, BuildIdentity.Of(without).Length);
    }

    [TheoryNeeding(Needs.Compiler)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(200)]
    public void A_library_that_is_cut_short_is_known_by_its_hash(int length)
    {
        var whole = Compile("int a;", "whole.so", "-Wl,--build-id=0x0123456789abcdef");
        File.WriteAllBytes(whole, File.ReadAllBytes(whole)[..length]);
        Assert.Equal(64, BuildIdentity.Of(whole).Length);
    }

    private static MujocoUnavailableException Refused(MujocoLibraryOptions options) =>
        Assert.Throws<MujocoUnavailableException>(() => MujocoLibrary.Open(options));

    private LibraryLoader Loader(MujocoLibraryOptions options, Dictionary<string, string>? environment = null) =>
        new(new LibraryPlaces(name => environment?.GetValueOrDefault(name), Path.Combine(_folder, "root")), options);

    private string Chosen(Dictionary<string, string> environment, MujocoLibraryOptions options)
    {
        var (library, _) = Loader(options, environment).Load();
        library.Unload();
        return library.Path;
    }

    private string Compile(string source, string name, params string[] arguments)
    {
        var file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var code = file + ".c";
        File.WriteAllText(code, source);
        Run.Program("gcc", ["-shared", "-fPIC", "-o", file, code, .. arguments]).Succeeded();
        File.Delete(code);
        return LoadedLibrary.RealPath(file);
    }
}
