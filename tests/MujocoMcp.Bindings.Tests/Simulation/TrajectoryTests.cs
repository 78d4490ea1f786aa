using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests.Simulation;

/// <summary>The same model and steps in C and here: equal to the last bit.</summary>
public sealed class TrajectoryTests
{
    private const string Source = """
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <mujoco/mujoco.h>
        static void print(const double* values, long n) {
          for (long i = 0; i < n; i++) {
            unsigned long long bits;
            memcpy(&bits, values + i, 8);
            printf("%016llx\n", bits);
          }
        }
        int main(int argc, char** argv) {
          char error[1000] = "";
          mjModel* m = mj_loadXML(argv[1], 0, error, 1000);
          if (!m) { fputs(error, stderr); return 1; }
          mjData* d = mj_makeData(m);
          for (int i = atoi(argv[2]); i > 0; i--) mj_step(m, d);
          printf("%d %d %d %d %d %d %d\n", (int)m->nq, (int)m->nv, (int)m->nu, (int)m->na, (int)m->nbody, (int)m->ngeom, d->ncon);
          print(d->qpos, m->nq);
          print(d->qvel, m->nv);
          print(d->act, m->na);
          return 0;
        }
        """;

    private const string Steps = "1000";

    public static TheoryData<string> Models =>
    [
        "humanoid/humanoid.xml", "tendon_arm/arm26.xml", "slider_crank/slider_crank.xml", "mug/mug.xml", "humanoid100/humanoid_body.xml",
    ];

    [TheoryNeeding(Needs.Mujoco | Needs.Headers | Needs.Compiler | Needs.Samples)]
    [MemberData(nameof(Models))]
    public void A_thousand_steps_equal_those_of_a_c_program(string model)
    {
        var path = Path.Combine(Installed.Samples, model);
        using var program = new CProgram(Source, Path.GetDirectoryName(Installed.Headers)!, MujocoLibrary.Open().Path);
        Assert.Equal(Run.Program(program.Path, [path, Steps]).Succeeded(), ProbeProgram.Run("trajectory", path, Steps).Succeeded());
    }

    [TheoryNeeding(Needs.Mujoco350 | Needs.Samples)]
    [MemberData(nameof(Models))]
    public void A_thousand_steps_of_3_5_0_equal_those_of_a_c_program(string model)
    {
        var path = Path.Combine(Installed.Samples, model);
        using var program = new CProgram(
            Source, Path.GetDirectoryName(Mujoco350.Headers)!, Path.Combine(Mujoco350.Libraries, "libmujoco.so.3.5.0"), "-Wl,--allow-shlib-undefined");
        Assert.Equal(Mujoco350.Run(program.Path, path, Steps).Succeeded(), Mujoco350.RunProbe("trajectory", path, Steps).Succeeded());
    }
}
