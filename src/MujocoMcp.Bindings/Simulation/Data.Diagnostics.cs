namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    /// <summary>How often MuJoCo has raised a warning since the last reset; 0 for one that this version does not know.</summary>
    /// <remarks>After NaN MuJoCo resets the data: the counts start anew with the one that caused it, and time goes back.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public int WarningNumber(DataWarning warning)
    {
        Live();
        return _warnings.Number(warning);
    }

    /// <summary>What the last warning of a kind was about: a degree of freedom, an actuator or a size, by the kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration.</exception>
    public int WarningLastInfo(DataWarning warning)
    {
        Live();
        return _warnings.LastInfo(warning);
    }

    /// <summary>Sets all counts to 0.</summary>
    public void ClearWarnings()
    {
        Live();
        _warnings.Clear();
    }

    /// <summary>All counts as they stand, to be put back by <see cref="RestoreWarnings"/>: what an evaluation for a picture warns of is nobody's.</summary>
    public byte[] SaveWarnings()
    {
        Live();
        return _warnings.All.ToArray();
    }

    /// <summary>Puts back what <see cref="SaveWarnings"/> copied.</summary>
    /// <exception cref="ArgumentException">Another size.</exception>
    public void RestoreWarnings(ReadOnlySpan<byte> saved)
    {
        Live();
        saved.CopyTo(_warnings.All);
    }

    /// <summary>A detected contact.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    public Contact GetContact(int index) => _contacts.Read(Contacts(index), index);

    /// <summary>9; the axes of a contact's frame, row by row: normal (from geom 1 to geom 2), then two tangents; world frame.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>. The span is valid until the next step or evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    public ReadOnlySpan<double> ContactFrame(int index) => _contacts.Frame(Contacts(index), index);

    /// <summary>The force and torque of a contact in its own frame (x is the normal), N and N m.</summary>
    /// <param name="index">From 0, below <see cref="Ncon"/>.</param>
    /// <param name="wrench">6: force, then torque.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such contact.</exception>
    /// <exception cref="ArgumentException">Not 6 numbers.</exception>
    public void ContactForce(int index, Span<double> wrench)
    {
        Contacts(index);
        CheckLength(wrench, 6, nameof(wrench));
        fixed (double* result = wrench)
            _functions.ContactForce(_model, Live(), index, result);
        GC.KeepAlive(this);
    }

    /// <summary>The Jacobians of a site: times qvel they give its velocity, world frame. Of the state that was last evaluated.</summary>
    /// <param name="site">The site's id.</param>
    /// <param name="translation">3 x nv, row-major.</param>
    /// <param name="rotation">3 x nv, row-major; may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such site.</exception>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void SiteJacobian(int site, Span<double> translation, Span<double> rotation)
    {
        CheckJacobian(site, Model.Nsite, nameof(site), translation, rotation);
        fixed (double* linear = translation, angular = rotation)
            _functions.JacobianOfSite(_model, Live(), linear, angular, site);
        GC.KeepAlive(this);
    }

    /// <summary>The Jacobians of a body's frame: times qvel they give its velocity, world frame. Of the state that was last evaluated.</summary>
    /// <param name="body">The body's id.</param>
    /// <param name="translation">3 x nv, row-major.</param>
    /// <param name="rotation">3 x nv, row-major; may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such body.</exception>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void BodyJacobian(int body, Span<double> translation, Span<double> rotation)
    {
        CheckJacobian(body, Model.Nbody, nameof(body), translation, rotation);
        fixed (double* linear = translation, angular = rotation)
            _functions.JacobianOfBody(_model, Live(), linear, angular, body);
        GC.KeepAlive(this);
    }

    /// <summary>The velocity of an element's frame. Of the state that was last evaluated.</summary>
    /// <param name="type">Body (its centre of mass), XBody, Geom, Site or Camera.</param>
    /// <param name="id">The element's id.</param>
    /// <param name="velocity">6: angular (rad/s), then linear (m/s).</param>
    /// <param name="local">In the axes of the element's own frame; otherwise in the world's.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such element, or a kind without a frame.</exception>
    /// <exception cref="ArgumentException">Not 6 numbers.</exception>
    public void ObjectVelocity(ObjectType type, int id, Span<double> velocity, bool local)
    {
        // MuJoCo ends the process over a kind that it cannot place.
        var count = type switch
        {
            ObjectType.Body or ObjectType.XBody => Model.Nbody,
            ObjectType.Geom => Model.Ngeom,
            ObjectType.Site => Model.Nsite,
            ObjectType.Camera => Model.Ncam,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only bodies, geoms, sites and cameras have a frame."),
        };
        CheckId(id, count, nameof(id));
        CheckLength(velocity, 6, nameof(velocity));
        fixed (double* result = velocity)
            _functions.ObjectVelocity(_model, Live(), Model.NativeType(type), id, result, local ? 1 : 0);
        GC.KeepAlive(this);
    }

    private static void CheckId(int id, int count, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id, parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, count, parameter);
    }

    private static void CheckLength(ReadOnlySpan<double> numbers, int length, string parameter)
    {
        if (numbers.Length != length)
            throw new ArgumentException($"Takes {length} numbers, not {numbers.Length}.", parameter);
    }

    private void CheckJacobian(int id, int count, string parameter, ReadOnlySpan<double> translation, ReadOnlySpan<double> rotation)
    {
        CheckId(id, count, parameter);
        CheckLength(translation, 3 * _fields.Qvel.Length, nameof(translation));
        if (!rotation.IsEmpty)
            CheckLength(rotation, 3 * _fields.Qvel.Length, nameof(rotation));
    }

    private byte* Contacts(int index)
    {
        CheckId(index, Ncon, nameof(index));
        return *LiveFields().Contact;
    }
}
