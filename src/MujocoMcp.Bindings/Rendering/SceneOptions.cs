namespace MujocoMcp.Bindings;

/// <summary>What of a model is drawn in a <see cref="LiveScene"/>, by the numbers of this MuJoCo; <see cref="VisualVocabulary"/> names them.</summary>
/// <param name="Flags">A bit for each visualisation flag (mjtVisFlag).</param>
/// <param name="Label">What is labelled (mjtLabel).</param>
/// <param name="Frame">Whose frames are drawn (mjtFrame).</param>
/// <param name="Groups">Which groups are drawn.</param>
public readonly record struct SceneOptions(ulong Flags, int Label, int Frame, VisibleGroups Groups)
{
    /// <summary>The body that is highlighted; 0: none.</summary>
    public int SelectedBody { get; init; }

    /// <summary>Where it was selected, in its frame, m.</summary>
    public (double X, double Y, double Z) SelectedPoint { get; init; }
}

/// <summary>A bit for each of the six groups of a kind of element: whether it is drawn.</summary>
public readonly record struct VisibleGroups(byte Geoms, byte Sites, byte Joints, byte Tendons, byte Actuators, byte Skins);
