using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Probe;
using MujocoMcp.Bindings.Probe.Checks;

return args switch
{
    ["layout", var headers] => PrintLayout(headers),
    ["checks"] => SharedChecks.Print(SharedChecks.Names),
    ["pictures"] => SharedChecks.Print(SharedChecks.PictureNames),
    ["gl"] => PrintGl(),
    ["fatal"] => FatalError.Provoke(),
    ["trajectory", var model, var steps] => Trajectory.Print(model, int.Parse(steps, CultureInfo.InvariantCulture)),
    ["speed", var model, var steps] => Trajectory.PrintSpeed(model, int.Parse(steps, CultureInfo.InvariantCulture)),
    ["open", .. var path] => PrintLibrary(path.FirstOrDefault()),
    _ => Usage(),
};

static int PrintLayout(string headers)
{
    LayoutText.Write(HeaderLayouts.Read(headers), Console.Out);
    return 0;
}

static int PrintLibrary(string? path)
{
    try
    {
        var library = MujocoLibrary.Open(new MujocoLibraryOptions { LibraryPath = path });
        Console.WriteLine($"{library.VersionText} {library.Version} {library.Path} {library.BuildId}");
        return 0;
    }
    catch (MujocoUnavailableException exception)
    {
        Console.WriteLine($"{exception.Reason} {exception.Message}");
        return 1;
    }
}

static int PrintGl()
{
    try
    {
        using var gl = GlContext.Create();
        Console.WriteLine($"{gl.Api} {gl.Driver}");
        return 0;
    }
    catch (GlUnavailableException exception)
    {
        Console.WriteLine(exception.Message);
        return 1;
    }
}

static int Usage()
{
    Console.Error.WriteLine("usage: layout HEADERS | checks | pictures | gl | fatal | trajectory MODEL STEPS | speed MODEL STEPS | open [PATH]");
    return 2;
}
