namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    private const double MinValue = 1e-15; // mjMINVAL
    private const int WrenchLength = 6;

    /// <summary>
    /// Advances by one timestep with a body held: a critically damped spring between the point and its target, as MuJoCo's own perturbation
    /// (mjv_applyPerturbForce) with the model's <c>visual/map/stiffness</c>. The force is evaluated at the present state and acts in this step
    /// alone: it leaves nothing in xfrc_applied, so that the integration state and the grip together decide the next step to the last bit.
    /// </summary>
    /// <remarks>The mass that MuJoCo computes where the mouse went down, from the state of that moment, is here that of the model's initial state
    /// (body_invweight0): the same for whoever takes up the grip later.</remarks>
    public void StepHeld(in BodyGrip grip)
    {
        Span<double> before = stackalloc double[WrenchLength];
        var wrench = Pull(grip, before);
        Step();
        before.CopyTo(wrench);
    }

    /// <summary>As <see cref="Refresh"/>, with the force of a grip among the others.</summary>
    public void RefreshHeld(in BodyGrip grip)
    {
        _refreshed ??= new byte[IntegrationStateSize];
        SaveIntegrationState(_refreshed);
        Span<double> before = stackalloc double[WrenchLength];
        Pull(grip, before);
        Forward();
        RestoreIntegrationState(_refreshed);
    }

    /// <summary>Where a point of a body's frame is in the world, at the state that was last evaluated.</summary>
    public Point3 PointOf(int body, Point3 local)
    {
        CheckId(body, Model.Nbody, nameof(body));
        var turn = Xmat.Slice(9 * body, 9);
        return Point3.Of(Xpos[(3 * body)..]) + new Point3(
            (turn[0] * local.X) + (turn[1] * local.Y) + (turn[2] * local.Z),
            (turn[3] * local.X) + (turn[4] * local.Y) + (turn[5] * local.Z),
            (turn[6] * local.X) + (turn[7] * local.Y) + (turn[8] * local.Z));
    }

    // What was there goes to "before"; what is there now is answered.
    private Span<double> Pull(in BodyGrip grip, Span<double> before)
    {
        var body = grip.Body;
        var data = Live();
        CheckId(body, Model.Nbody, nameof(grip));
        _functions.Kinematics(_model, data);
        _functions.ComPos(_model, data);
        _functions.ComVel(_model, data);
        var wrench = XfrcApplied.Slice(WrenchLength * body, WrenchLength);
        wrench.CopyTo(before);

        var (stiffness, turnStiffness) = (Model.PerturbStiffness, Model.PerturbTurnStiffness);
        var weights = Model.BodyInvweight0.Slice(2 * body, 2);
        var (mass, inertia) = (Inverse(weights[0]), Inverse(weights[1]));
        Span<double> velocity = stackalloc double[WrenchLength];
        ObjectVelocity(ObjectType.Body, body, velocity, local: false);
        var (spin, drift) = (Point3.Of(velocity), Point3.Of(velocity[3..]));

        var point = PointOf(body, grip.Point);
        var away = point - grip.Target;
        var arm = point - Point3.Of(Xipos[(3 * body)..]);
        var force = (-stiffness * mass * away) + (-Math.Sqrt(stiffness) * mass * (spin.Cross(arm) + drift));
        var axis = away.Length < MinValue ? new Point3(1, 0, 0) : 1 / away.Length * away;
        var torque = arm.Cross(force) + (-Math.Sqrt(turnStiffness) * inertia * axis.Dot(spin) * axis);
        (wrench[0], wrench[1], wrench[2]) = (force.X, force.Y, force.Z);
        (wrench[3], wrench[4], wrench[5]) = (torque.X, torque.Y, torque.Z);
        GC.KeepAlive(this);
        return wrench;
    }

    private static double Inverse(double weight) => weight == 0 ? 1 : 1 / Math.Max(MinValue, weight);
}
