namespace MujocoMcp.Viewer.Tests;

/// <summary>Models that tests load.</summary>
internal static class Models
{
    internal const string Samples = "/usr/share/mujoco/model";
    internal const string Humanoid = Samples + "/humanoid/humanoid.xml";

    /// <summary>A pendulum with a motor, a site, a sensor of one number and one of three, a keyframe.</summary>
    internal const string Pendulum = """
        <mujoco model="pendulum">
          <option timestep="0.002"/>
          <worldbody>
            <body name="arm" pos="0 0 1">
              <joint name="hinge" type="hinge" axis="0 1 0" damping="0.1"/>
              <geom name="rod" type="capsule" fromto="0 0 0 0 0 -0.5" size="0.02"/>
              <site name="tip" pos="0 0 -0.5"/>
            </body>
            <body name="target" mocap="true" pos="1 0 1"><geom type="sphere" size="0.02" contype="0" conaffinity="0"/></body>
          </worldbody>
          <actuator>
            <motor name="motor" joint="hinge" ctrllimited="true" ctrlrange="-1 1"/>
            <motor joint="hinge" gear="0.1"/>
          </actuator>
          <sensor>
            <jointpos name="angle" joint="hinge"/>
            <framepos name="tip_pos" objtype="site" objname="tip"/>
          </sensor>
          <keyframe><key name="raised" time="2" qpos="1.5" qvel="0.25"/></keyframe>
        </mujoco>
        """;

    /// <summary>A free body and a ball joint: quaternions in qpos.</summary>
    internal const string Floating = """
        <mujoco>
          <worldbody>
            <geom name="floor" type="plane" size="5 5 0.1"/>
            <body name="box" pos="0 0 1"><freejoint name="free"/><geom type="box" size="0.1 0.1 0.1"/></body>
            <body name="pole" pos="2 0 2"><joint name="ball" type="ball"/><geom type="capsule" fromto="0 0 0 0.3 0 0" size="0.02"/></body>
          </worldbody>
        </mujoco>
        """;
}
