using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings.Probe;

/// <summary>Makes MuJoCo run out of its stack in the middle of a step, which it reports as a fatal error.</summary>
internal static unsafe class FatalError
{
    internal static int Provoke()
    {
        var library = MujocoLibrary.Open();
        using var model = Model.FromXml(library, "<mujoco><worldbody><body><freejoint/><geom size='0.1'/></body></worldbody></mujoco>");
        using var data = new Data(model);
        var view = new StructView(library.Layout, library.Layout.Data, data.Pointer);
        // The memory stays; MuJoCo is told that there is next to none. The stack became part of an arena in 3.0.
        if (library.Layout.Data.Find("nstack") is not null)
            *view.Address<int>("nstack") = 1;
        else
            *view.Address<long>("narena") = 64;
        data.Step();
        Console.WriteLine("MuJoCo went on.");
        return 0;
    }
}
