using System.Text;
using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings.Probe.Checks;

internal static class ModelChecks
{
    internal static void Names_and_ids_map_to_each_other(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Encoding.UTF8.GetString(Canary.Xml));
        Expect.Equal("canary", model.ModelName, "the model's name");
        foreach (var (type, name, id) in new[]
        {
            (ObjectType.Body, "world", 0), (ObjectType.Body, "ball", 1), (ObjectType.Body, "target", 3), (ObjectType.Joint, "elbow", 1),
            (ObjectType.Geom, "floor", 0), (ObjectType.Geom, "link", 2), (ObjectType.Site, "tip", 0), (ObjectType.Camera, "eye", 0),
            (ObjectType.Light, "lamp", 0),
        })
        {
            Expect.Equal(id, model.IdOf(type, name), $"the id of {type} {name}");
            Expect.Equal(name, model.NameOf(type, id), $"the name of {type} {id}");
        }

        Expect.Equal(-1, model.IdOf(ObjectType.Body, "nobody"), "the id of an unknown body");
        Expect.Equal(-1, model.IdOf(ObjectType.Body, ""), "the id of an empty name");
        Expect.Equal(-1, model.IdOf(ObjectType.Body, "ball\0"), "the id of a name with NUL");
        Expect.Equal(null, model.NameOf(ObjectType.Joint, 0), "the name of the free joint");
        Expect.Equal(null, model.NameOf(ObjectType.Actuator, 99), "the name of an id beyond the last");
        Expect.Equal(null, model.NameOf(ObjectType.Actuator, -1), "the name of a negative id");
        using var named = Model.FromXml(library, Scenes.Tendons);
        Expect.Equal(0, named.IdOf(ObjectType.Tendon, "cord"), "the id of the tendon");
        Expect.Equal(0, named.IdOf(ObjectType.Actuator, "pull"), "the id of the actuator");
        Expect.Equal("tendonpos", named.SensorTypeName(1), "the second sensor's type");
        using var unnamed = Model.FromXml(library, "<mujoco><worldbody><geom size='1'/></worldbody></mujoco>");
        Expect.Equal(-1, unnamed.IdOf(ObjectType.Keyframe, "x"), "the id of a keyframe where there is none");
    }

    internal static void Arrays_hold_what_the_xml_says(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Tendons);
        Expect.Equal(JointType.Ball, model.JntType[0], "the first joint's type");
        Expect.Equal(JointType.Hinge, model.JntType[1], "the second joint's type");
        Expect.Equal(4, model.JntQposadr[1], "the knee's qpos address");
        Expect.Equal(3, model.JntDofadr[1], "the knee's dof address");
        Expect.Equal(1, model.DofJntid[3], "the last dof's joint");
        Expect.Equal(-1.0, model.JntRange[2], "the knee's lower limit");
        Expect.Equal(TransmissionType.Tendon, model.ActuatorTrntype[0], "the first actuator's transmission");
        Expect.Equal(TransmissionType.Joint, model.ActuatorTrntype[1], "the second actuator's transmission");
        Expect.Equal(1, (int)model.ActuatorCtrllimited[0], "the first actuator's limit flag");
        Expect.Equal(3.0, model.ActuatorCtrlrange[1], "the first actuator's upper limit");
        Expect.Equal(GeomType.Capsule, model.GeomType[1], "the second geom's type");
        Expect.Equal(4, model.Nsensordata, "nsensordata");
        Expect.Equal(0.9, model.TendonRange[1], "the tendon's upper limit");
        Expect.Equal(-9.81, model.Gravity[2], "gravity");
        model.Timestep = 0.004;
        using var data = new Data(model);
        data.Step();
        Expect.Equal(0.004, data.Time, "the time after a step");
        Expect.Throws<ArgumentOutOfRangeException>(() => model.Timestep = double.NaN);
    }

    internal static void Contacts_carry_the_weight(MujocoLibrary library)
    {
        using var model = Model.FromXml(
            library, "<mujoco><worldbody><geom type='plane' size='9 9 1'/><body pos='0 0 0.1'><freejoint/><geom size='0.1' mass='2'/></body></worldbody></mujoco>");
        using var data = new Data(model);
        for (var i = 0; i < 2000; i++)
            data.Step();
        data.Refresh();
        Expect.Equal(1, data.Ncon, "ncon");
        var contact = data.GetContact(0);
        Expect.Equal((0, 1), (contact.Geom1, contact.Geom2), "the geoms in contact");
        CheckFailedException.Unless(contact.Distance is < 0 and > -0.01, $"The penetration is {contact.Distance}.");
        Expect.Near(1, data.ContactFrame(0)[2], 1e-12, "the normal's z");
        var wrench = new double[6];
        data.ContactForce(0, wrench);
        Expect.Near(2 * 9.81, wrench[0], 1e-3, "the normal force");
        Expect.Throws<ArgumentOutOfRangeException>(() => data.GetContact(1));
        Expect.Throws<ArgumentOutOfRangeException>(() => data.GetContact(-1));
        Expect.Throws<ArgumentException>(() => data.ContactForce(0, new double[5]));
    }

    internal static void Energy_is_computed_without_its_flag(MujocoLibrary library)
    {
        using var model = Model.FromXml(
            library, "<mujoco><option gravity='0 0 -10'/><worldbody><body pos='0 0 3'><freejoint/><geom size='0.1' mass='2'/></body></worldbody></mujoco>");
        using var data = new Data(model);
        data.Qvel[0] = 4;
        data.Forward();
        var (potential, kinetic) = data.ComputeEnergy();
        Expect.Near(60, potential, 1e-9, "the potential energy");
        Expect.Near(16, kinetic, 1e-9, "the kinetic energy");
    }

    internal static void A_keyframe_sets_time_and_positions(MujocoLibrary library)
    {
        using var model = Model.FromXml(
            library,
            "<mujoco><worldbody><body><joint axis='0 1 0'/><geom size='0.1' pos='1 0 0'/></body></worldbody>"
            + "<keyframe><key name='up' time='2.5' qpos='0.75' qvel='-1'/></keyframe></mujoco>");
        using var data = new Data(model);
        data.ResetToKeyframe(model.IdOf(ObjectType.Keyframe, "up"));
        Expect.Equal((2.5, 0.75, -1.0), (data.Time, data.Qpos[0], data.Qvel[0]), "time, qpos and qvel of the keyframe");
        Expect.Equal((2.5, 0.75), (model.KeyTime[0], model.KeyQpos[0]), "the model's keyframe");
        data.Reset();
        Expect.Equal((0.0, 0.0), (data.Time, data.Qpos[0]), "time and qpos after a reset");
        Expect.Throws<ArgumentOutOfRangeException>(() => data.ResetToKeyframe(1));
        Expect.Throws<ArgumentOutOfRangeException>(() => data.ResetToKeyframe(-1));
    }

    internal static void Disposed_objects_say_so(MujocoLibrary library)
    {
        var model = Model.FromXml(library, Scenes.Heap);
        var data = new Data(model);
        data.Dispose();
        data.Dispose();
        Expect.Throws<ObjectDisposedException>(data.Step);
        Expect.Throws<ObjectDisposedException>(() => data.Qpos[0] = 0);
        Expect.Throws<ObjectDisposedException>(() => _ = data.Time);
        Expect.Throws<ObjectDisposedException>(() => data.SaveIntegrationState(new byte[data.IntegrationStateSize]));
        Expect.Throws<ObjectDisposedException>(() => data.WarningNumber(DataWarning.BadCtrl));
        model.Dispose();
        model.Dispose();
        Expect.Throws<ObjectDisposedException>(() => _ = model.Nq);
        Expect.Throws<ObjectDisposedException>(() => _ = model.ModelName);
        Expect.Throws<ObjectDisposedException>(() => new Data(model).Dispose());
        Expect.Throws<ObjectDisposedException>(() => model.IdOf(ObjectType.Body, "world"));
    }

    internal static void Data_outlives_its_model(MujocoLibrary library)
    {
        var model = Model.FromXml(library, Scenes.Heap);
        using var data = new Data(model);
        using var other = new Data(model);
        model.Dispose();
        Recording.Run(data, 0, 100);
        data.Dispose();
        Recording.Run(other, 0, 100);
        Expect.Near(0.2, other.Time, 1e-9, "the time after 100 steps without the model");
    }

    internal static void The_jacobian_agrees_with_the_velocity(MujocoLibrary library)
    {
        using var model = Model.FromXml(library, Scenes.Tendons);
        using var data = new Data(model);
        Recording.Run(data, 0, 50);
        data.Refresh();
        var site = model.IdOf(ObjectType.Site, "foot");
        var jacobian = new double[3 * model.Nv];
        data.SiteJacobian(site, jacobian, []);
        var velocity = new double[6];
        data.ObjectVelocity(ObjectType.Site, site, velocity, local: false);
        for (var row = 0; row < 3; row++)
        {
            var product = 0.0;
            for (var column = 0; column < model.Nv; column++)
                product += jacobian[(row * model.Nv) + column] * data.Qvel[column];
            Expect.Near(velocity[3 + row], product, 1e-9, $"row {row} of the Jacobian times qvel");
        }

        Expect.Throws<ArgumentException>(() => data.SiteJacobian(site, new double[1], []));
        Expect.Throws<ArgumentOutOfRangeException>(() => data.SiteJacobian(99, jacobian, []));
        Expect.Throws<ArgumentOutOfRangeException>(() => data.ObjectVelocity(ObjectType.Tendon, 0, velocity, local: false));
    }
}
