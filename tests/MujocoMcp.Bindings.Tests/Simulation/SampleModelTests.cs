using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests.Simulation;

/// <summary>Debian's sample models: contacts, activations, tendons, equality constraints, soft bodies.</summary>
public sealed class SampleModelTests
{
    private const int Before = 200;
    private const int After = 100;

    public static TheoryData<string> Models =>
    [
        "humanoid/humanoid.xml", "tendon_arm/arm26.xml", "slider_crank/slider_crank.xml", "mug/mug.xml", "humanoid100/humanoid_body.xml",
        "hammock/hammock.xml", "composite/cloth.xml", "composite/rope.xml", "adhesion/active_adhesion.xml",
    ];

    [TheoryNeeding(Needs.Mujoco | Needs.Samples)]
    [MemberData(nameof(Models))]
    public void A_saved_state_continues_bit_for_bit_in_a_reloaded_model(string name)
    {
        var library = MujocoLibrary.Open();
        using var model = Model.FromFile(library, Path.Combine(Installed.Samples, name));
        using var data = new Data(model);
        Drive(data, 0, Before);
        var state = Save(data);
        Drive(data, Before, After);
        var undisturbed = Save(data);

        using var reloaded = Model.FromBinary(library, model.ToBinary());
        using var fresh = new Data(reloaded);
        fresh.RestoreIntegrationState(state);
        fresh.Refresh();
        Assert.Equal(state, Save(fresh));
        Drive(fresh, Before, After);
        Assert.Equal(undisturbed, Save(fresh));
        Assert.NotEqual(state, undisturbed);
        MujocoLibrary.DrainWarnings();
    }

    private static void Drive(Data data, int from, int steps)
    {
        for (var step = from; step < from + steps; step++)
        {
            for (var i = 0; i < data.Ctrl.Length; i++)
                data.Ctrl[i] = Math.Sin((0.05 * step) + i);
            data.Step();
        }
    }

    private static byte[] Save(Data data)
    {
        var state = new byte[data.IntegrationStateSize];
        data.SaveIntegrationState(state);
        return state;
    }
}
