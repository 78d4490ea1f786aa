namespace MujocoMcp.Browser.Tests.Page;

/// <summary>Models that show well whether they are drawn right.</summary>
internal static class Scenes
{
    /// <summary>Red, green and blue balls along a chain that hangs askew, and glow: nothing else in a picture has their colours.</summary>
    public const string Markers = """
        <mujoco>
          <option timestep="0.002"/>
          <visual><headlight ambient="0.2 0.2 0.2" diffuse="0 0 0" specular="0 0 0"/></visual>
          <asset>
            <material name="red" rgba="1 0 0 1" emission="1"/><material name="green" rgba="0 1 0 1" emission="1"/><material name="blue" rgba="0 0 1 1" emission="1"/>
          </asset>
          <worldbody>
            <camera name="slanted" pos="1.1 -1.6 1.2" xyaxes="0.8 0.6 0 -0.2 0.3 1" fovy="55"/>
            <body name="upper" pos="0 0 1"><joint name="shoulder" axis="0 1 0" damping="0.05"/><geom name="g1" type="sphere" size="0.06" material="red"/>
              <geom type="capsule" fromto="0 0 0 0.4 0 0" size="0.02" rgba="0.3 0.3 0.3 1"/>
              <body name="lower" pos="0.4 0 0"><joint name="elbow" axis="0 1 0" damping="0.05"/><geom name="g2" type="sphere" size="0.06" material="green"/>
                <geom type="capsule" fromto="0 0 0 0 0.3 0" size="0.02" rgba="0.3 0.3 0.3 1"/>
                <body name="tip" pos="0 0.3 0"><joint name="wrist" axis="1 0 0"/><geom name="g3" type="sphere" size="0.06" material="blue"/></body>
              </body>
            </body>
          </worldbody>
          <actuator><motor name="lift" joint="shoulder" ctrllimited="true" ctrlrange="-2 2" gear="3"/></actuator>
          <sensor><jointpos name="angle" joint="shoulder"/></sensor>
          <keyframe><key name="up" qpos="-1 0.5 0.2"/></keyframe>
        </mujoco>
        """;

    /// <summary>One of each kind of geom, in a row along x on a chequered floor.</summary>
    public const string Kinds = """
        <mujoco>
          <option gravity="0 0 0"/>
          <visual><headlight ambient="0.5 0.5 0.5"/></visual>
          <asset>
            <texture name="chequers" type="2d" builtin="checker" rgb1="0.2 0.3 0.4" rgb2="0.6 0.6 0.7" width="64" height="64"/>
            <texture name="sky" type="skybox" builtin="gradient" rgb1="0.3 0.5 0.7" rgb2="0 0 0" width="32" height="192"/>
            <material name="floor" texture="chequers" texrepeat="4 4" texuniform="true"/>
            <mesh name="wedge" vertex="0 0 0.3  0.3 0 -0.1  -0.15 0.26 -0.1  -0.15 -0.26 -0.1"/>
            <hfield name="hills" nrow="2" ncol="2" size="0.3 0.3 0.4 0.1"/>
          </asset>
          <worldbody>
            <light pos="0 -3 4" dir="0 0.6 -0.8" directional="true" castshadow="true"/>
            <geom name="floor" type="plane" size="0 0 1" material="floor"/>
            <geom name="hills" type="hfield" hfield="hills" pos="3 0 0.2" rgba="0.6 0.5 0.3 1"/>
            <body name="row" pos="0 0 0.6"><freejoint/>
              <geom name="ball" type="sphere" size="0.25" pos="-3 0 0" rgba="1 0.1 0.1 1"/>
              <geom name="pill" type="capsule" size="0.15 0.2" pos="-2 0 0" rgba="0.1 1 0.1 1"/>
              <geom name="egg" type="ellipsoid" size="0.2 0.3 0.3" pos="-1 0 0" rgba="0.1 0.1 1 1"/>
              <geom name="can" type="cylinder" size="0.25 0.2" pos="0 0 0" rgba="1 1 0.1 1"/>
              <geom name="brick" type="box" size="0.25 0.2 0.2" pos="1 0 0" rgba="1 0.1 1 1"/>
              <geom name="wedge" type="mesh" mesh="wedge" pos="2 0 0" rgba="0.1 1 1 1"/>
              <geom name="hidden" type="sphere" size="0.2" pos="0 2 0" group="3"/>
              <site name="mark" type="sphere" size="0.05" pos="0 -0.6 0"/>
            </body>
          </worldbody>
        </mujoco>
        """;
}
