namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    /// <summary>How often MuJoCo has raised a warning since the last reset; 0 for one that this version does not know.</summary>
    public int WarningNumber(DataWarning warning) => throw new NotImplementedException();

    /// <summary>What the last warning of a kind was about: a degree of freedom, an actuator or a size, by the kind.</summary>
    public int WarningLastInfo(DataWarning warning) => throw new NotImplementedException();

    /// <summary>Sets all counts to 0.</summary>
    public void ClearWarnings() => throw new NotImplementedException();

    /// <summary>A detected contact.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    public Contact GetContact(int index) => throw new NotImplementedException();

    /// <summary>The force and torque of a contact in its own frame (x is the normal), N and N m.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>.</param>
    /// <param name="wrench">6: force, then torque.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    /// <exception cref="ArgumentException">Fewer than 6 numbers.</exception>
    public void ContactForce(int index, Span<double> wrench) => throw new NotImplementedException();

    /// <summary>The axes of a contact's frame, row by row: normal (from geom 1 to geom 2), then two tangents; world frame.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    public ReadOnlySpan<double> ContactFrame(int index) => throw new NotImplementedException();

    /// <summary>The Jacobians of a site: world-frame velocity from qvel.</summary>
    /// <param name="site">The site's id.</param>
    /// <param name="translation">3 x nv, row-major.</param>
    /// <param name="rotation">3 x nv, row-major; may be empty.</param>
    public void SiteJacobian(int site, Span<double> translation, Span<double> rotation) => throw new NotImplementedException();

    /// <summary>The velocity of an element's frame.</summary>
    /// <param name="type">Body, XBody, Geom, Site or Camera.</param>
    /// <param name="id">The element's id.</param>
    /// <param name="velocity">6: angular (rad/s), then linear (m/s).</param>
    /// <param name="local">Axes of the element's own frame; otherwise of the world's.</param>
    public void ObjectVelocity(ObjectType type, int id, Span<double> velocity, bool local) => throw new NotImplementedException();
}
