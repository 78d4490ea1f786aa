using System.Buffers.Binary;

namespace MujocoMcp.Bindings.Probe.Checks;

/// <summary>Small models that compile on every version, one for each kind of state.</summary>
internal static class Scenes
{
    /// <summary>A heap of bodies that fall on each other: many contacts, a warm-started solver.</summary>
    internal const string Heap = """
        <mujoco model="heap">
          <worldbody>
            <geom name="floor" type="plane" size="9 9 1"/>
            <body pos="0 0 0.3"><freejoint/><geom type="box" size="0.1 0.12 0.1"/></body>
            <body pos="0.05 0.02 0.6"><freejoint/><geom type="capsule" size="0.08 0.1"/></body>
            <body pos="-0.04 0.03 0.9"><freejoint/><geom type="box" size="0.12 0.1 0.08"/></body>
            <body pos="0.02 -0.05 1.2"><freejoint/><geom type="sphere" size="0.1"/></body>
          </worldbody>
        </mujoco>
        """;

    /// <summary>A muscle-like arm: activations.</summary>
    internal const string Activated = """
        <mujoco model="activated">
          <option integrator="RK4"/>
          <worldbody>
            <body><joint name="shoulder" axis="0 1 0"/><geom type="capsule" fromto="0 0 0 0.4 0 0" size="0.03"/>
              <body pos="0.4 0 0"><joint name="elbow" axis="0 1 0" damping="0.1"/><geom type="capsule" fromto="0 0 0 0.3 0 0" size="0.02"/></body>
            </body>
          </worldbody>
          <actuator>
            <general joint="shoulder" dyntype="filter" dynprm="0.2" gainprm="2"/>
            <general joint="elbow" dyntype="integrator" gainprm="0.5"/>
          </actuator>
        </mujoco>
        """;

    /// <summary>A ball on a mocap hand: mocap poses, an equality constraint, user data.</summary>
    internal const string Held = """
        <mujoco model="held">
          <size nuserdata="4"/>
          <worldbody>
            <geom type="plane" size="9 9 1"/>
            <body name="hand" mocap="true" pos="0 0 1"><geom size="0.02" contype="0" conaffinity="0"/></body>
            <body name="ball" pos="0 0 0.9"><freejoint/><geom size="0.1"/></body>
          </worldbody>
          <equality><weld body1="hand" body2="ball"/></equality>
        </mujoco>
        """;

    /// <summary>Tendon, ball joint, limits and sensors with a solver of each kind of constraint.</summary>
    internal const string Tendons = """
        <mujoco model="tendons">
          <compiler angle="radian"/>
          <option integrator="implicit" cone="elliptic"/>
          <worldbody>
            <geom type="plane" size="9 9 1" pos="0 0 -1"/>
            <site name="anchor" pos="0.3 0 0.2"/>
            <body><joint name="ball" type="ball" damping="0.02"/><geom type="capsule" fromto="0 0 0 0 0 -0.5" size="0.04"/>
              <body pos="0 0 -0.5"><joint name="knee" axis="0 1 0" limited="true" range="-1 0.5" frictionloss="0.01"/>
                <geom type="capsule" fromto="0 0 0 0.1 0 -0.5" size="0.04"/><site name="foot" pos="0.1 0 -0.5"/></body>
            </body>
          </worldbody>
          <tendon><spatial name="cord" limited="true" range="0 0.9" stiffness="3" damping="0.1"><site site="anchor"/><site site="foot"/></spatial></tendon>
          <actuator><motor name="pull" tendon="cord" ctrllimited="true" ctrlrange="-3 3"/><position joint="knee" kp="4"/></actuator>
          <sensor><accelerometer site="foot"/><tendonpos tendon="cord"/></sensor>
        </mujoco>
        """;

    /// <summary>Delayed controls and sensors (3.5.0 and later): history is part of the state.</summary>
    internal const string Delayed = """
        <mujoco model="delayed">
          <worldbody><body><joint name="hinge" axis="0 1 0"/><geom type="capsule" fromto="0 0 0 0.4 0 0" size="0.03"/></body></worldbody>
          <actuator><motor joint="hinge" delay="0.02" nsample="16"/></actuator>
        </mujoco>
        """;

    private const int FirstVersionWithDelays = 3005000;

    /// <summary>All that this version can compile, by name.</summary>
    internal static IEnumerable<(string Name, string Xml)> All(MujocoLibrary library)
    {
        yield return (nameof(Heap), Heap);
        yield return (nameof(Activated), Activated);
        yield return (nameof(Held), Held);
        yield return (nameof(Tendons), Tendons);
        if (library.Version >= FirstVersionWithDelays)
            yield return (nameof(Delayed), Delayed);
    }

    /// <summary>A binary STL file: a tetrahedron with edges of the given length along the axes.</summary>
    internal static byte[] Tetrahedron(float edge)
    {
        float[][] corners = [[0, 0, 0], [edge, 0, 0], [0, edge, 0], [0, 0, edge]];
        int[][] faces = [[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]];
        var stl = new byte[84 + (faces.Length * 50)];
        BinaryPrimitives.WriteInt32LittleEndian(stl.AsSpan(80), faces.Length);
        for (var face = 0; face < faces.Length; face++)
        {
            var at = 84 + (face * 50) + 12;
            foreach (var coordinate in faces[face].SelectMany(corner => corners[corner]))
            {
                BinaryPrimitives.WriteSingleLittleEndian(stl.AsSpan(at), coordinate);
                at += sizeof(float);
            }
        }

        return stl;
    }
}
