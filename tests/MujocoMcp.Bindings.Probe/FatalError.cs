namespace MujocoMcp.Bindings.Probe;

/// <summary>A model whose solver cannot get the memory it needs: MuJoCo calls its fatal error handler in the middle of a step.</summary>
internal static class FatalError
{
    // Before 2.3.3 the stack is given in numbers, later in bytes as part of 'memory'.
    private const string Xml = """
        <mujoco>
          <size {0}/>
          <worldbody>
            <geom type="plane" size="9 9 1"/>
            <body pos="0 0 0.09"><freejoint/><geom size="0.1"/></body>
            <body pos="1 0 0.09"><freejoint/><geom size="0.1"/></body>
          </worldbody>
        </mujoco>
        """;

    internal static int Provoke()
    {
        var library = MujocoLibrary.Open();
        var size = library.Version < 300 ? "nstack=\"8\"" : "memory=\"64\"";
        using var model = Model.FromXml(library, Xml.Replace("{0}", size, StringComparison.Ordinal));
        using var data = model.CreateData();
        for (var i = 0; i < 100; i++)
            data.Step();
        Console.WriteLine("MuJoCo went on.");
        return 0;
    }
}
