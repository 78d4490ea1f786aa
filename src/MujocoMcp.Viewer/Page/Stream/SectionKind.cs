namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>The sections of a frame; the numbers are the protocol's.</summary>
internal enum SectionKind
{
    Geoms = 1,
    Lights = 2,
    Bodies = 3,
    Cameras = 4,
    Qpos = 5,
    Ctrl = 6,
    Sensordata = 7,
    Labels = 8,
    SkinVertices = 9,
    SkinNormals = 10,
}
