using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Queries;
using static MujocoMcp.Viewer.Queries.ElementReader;

namespace MujocoMcp.Viewer.Queries;

/// <summary>What is told of each kind of element. SI units and rad; poses in the frame of the element's body.</summary>
internal static class ElementTable
{
    private static readonly string[] CameraModes = ["fixed", "track", "trackcom", "targetbody", "targetbodycom"];

    /// <summary>The fields of a kind, in order.</summary>
    internal static IEnumerable<ElementField> Fields(ElementReader read, string kind, int id) => kind switch
    {
        "body" => Body(read, id),
        "joint" => Joint(read, id),
        "geom" => Geom(read, id),
        "site" => Site(read, id),
        "actuator" => Actuator(read, id),
        "sensor" => Sensor(read, id),
        "camera" => Camera(read, id),
        "light" => Light(read, id),
        "material" => Material(read, id),
        "texture" => [Word("type", read.Model.Row("tex_type", id), "2d", "cube", "skybox"), read.Cell("width", "tex_width", id, FieldKind.Integer), read.Cell("height", "tex_height", id, FieldKind.Integer)],
        "mesh" => [read.Cell("vertices", "mesh_vertnum", id, FieldKind.Integer), read.Cell("faces", "mesh_facenum", id, FieldKind.Integer)],
        "tendon" => Tendon(read, id),
        "equality" => Equality(read, id),
        "keyframe" => [read.Cell("time", "key_time", id, FieldKind.Number), read.Row("qpos", "key_qpos", id), read.Row("qvel", "key_qvel", id), read.Row("act", "key_act", id), read.Row("ctrl", "key_ctrl", id)],
        ElementKinds.Option => ModelTable.Options(read.Model),
        _ => ModelTable.Summary(read.Model),
    };

    /// <summary>What the elements of a kind are to MuJoCo; null for a kind that is the model itself.</summary>
    internal static ObjectType? TypeOf(string kind) => kind switch
    {
        ElementKinds.Summary or ElementKinds.Option => null,
        _ => Enum.Parse<ObjectType>(kind, ignoreCase: true),
    };

    private static IEnumerable<ElementField> Body(ElementReader read, int id)
    {
        var model = read.Model;
        yield return id == 0 ? Absent("parent") : read.Reference("parent", ObjectType.Body, model.BodyParentid[id]);
        yield return read.Row("pos", "body_pos", id);
        yield return read.Row("quat", "body_quat", id);
        yield return Number("mass", model.BodyMass[id]);
        yield return read.Row("inertia", "body_inertia", id);
        yield return Texts("joints", Enumerable.Range(model.BodyJntadr[id], model.BodyJntnum[id]).Select(joint => read.Names.Label(ObjectType.Joint, joint)));
        yield return Texts("geoms", Enumerable.Range(model.BodyGeomadr[id], model.BodyGeomnum[id]).Select(geom => read.Names.Label(ObjectType.Geom, geom)));
        yield return Flag("mocap", model.BodyMocapid[id] >= 0);
    }

    private static IEnumerable<ElementField> Joint(ElementReader read, int id)
    {
        var model = read.Model;
        var dof = model.JntDofadr[id];
        yield return Text("type", model.JntType[id].ToString().ToLowerInvariant());
        yield return read.Reference("body", ObjectType.Body, model.JntBodyid[id]);
        yield return read.Row("axis", "jnt_axis", id);
        yield return read.Row("pos", "jnt_pos", id);
        yield return read.Range("range", "jnt_limited", "jnt_range", id);
        yield return read.Cell("stiffness", "jnt_stiffness", id, FieldKind.Number);
        yield return read.Cell("damping", "dof_damping", dof, FieldKind.Number);
        yield return read.Cell("armature", "dof_armature", dof, FieldKind.Number);
        yield return read.Cell("frictionloss", "dof_frictionloss", dof, FieldKind.Number);
        yield return Integer("qposadr", model.JntQposadr[id]);
        yield return Integer("dofadr", dof);
    }

    private static IEnumerable<ElementField> Geom(ElementReader read, int id)
    {
        var model = read.Model;
        var colour = read.DrawnColour("geom_rgba", "geom_matid", id);
        yield return read.Reference("body", ObjectType.Body, model.GeomBodyid[id]);
        yield return Text("type", model.GeomType[id].ToString().ToLowerInvariant());
        yield return read.Row("size", "geom_size", id);
        yield return read.Row("pos", "geom_pos", id);
        yield return read.Row("quat", "geom_quat", id);
        yield return Numbers("rgba", colour);
        yield return read.Reference("material", ObjectType.Material, model.GeomMatid[id]);
        yield return read.Texture("texture", model.GeomMatid[id]);
        yield return model.GeomType[id] is GeomType.Mesh ? read.Reference("mesh", ObjectType.Mesh, model.GeomDataid[id]) : Absent("mesh");
        yield return Integer("group", model.GeomGroup[id]);
        yield return Flag("visible", read.IsDrawn("geom_group", id, colour));
        yield return read.Row("friction", "geom_friction", id);
        yield return read.Cell("condim", "geom_condim", id, FieldKind.Integer);
        yield return read.Cell("contype", "geom_contype", id, FieldKind.Integer);
        yield return read.Cell("conaffinity", "geom_conaffinity", id, FieldKind.Integer);
    }

    private static IEnumerable<ElementField> Site(ElementReader read, int id)
    {
        var colour = read.DrawnColour("site_rgba", "site_matid", id);
        yield return read.Reference("body", ObjectType.Body, read.Model.SiteBodyid[id]);
        yield return Text("type", ((GeomType)(int)read.Model.Row("site_type", id)![0]).ToString().ToLowerInvariant());
        yield return read.Row("size", "site_size", id);
        yield return read.Row("pos", "site_pos", id);
        yield return read.Row("quat", "site_quat", id);
        yield return Numbers("rgba", colour);
        yield return read.Reference("material", ObjectType.Material, "site_matid", id);
        yield return read.Cell("group", "site_group", id, FieldKind.Integer);
        yield return Flag("visible", read.IsDrawn("site_group", id, colour));
    }

    private static IEnumerable<ElementField> Actuator(ElementReader read, int id)
    {
        var type = read.Model.ActuatorTrntype[id];
        yield return Text("transmission", type.ToString().ToLowerInvariant());
        yield return read.Reference(
            "target",
            type switch { TransmissionType.Tendon => ObjectType.Tendon, TransmissionType.Site or TransmissionType.SliderCrank => ObjectType.Site, TransmissionType.Body => ObjectType.Body, _ => ObjectType.Joint },
            read.Model.ActuatorTrnid[2 * id]);
        yield return read.Range("ctrlrange", "actuator_ctrllimited", "actuator_ctrlrange", id);
        yield return read.Range("forcerange", "actuator_forcelimited", "actuator_forcerange", id);
        yield return read.Row("gear", "actuator_gear", id);
        yield return read.Row("gainprm", "actuator_gainprm", id);
        yield return read.Row("biasprm", "actuator_biasprm", id);
    }

    private static IEnumerable<ElementField> Sensor(ElementReader read, int id)
    {
        var model = read.Model;
        yield return Text("type", model.SensorTypeName(id));
        yield return model.Row("sensor_objtype", id) is [var number] && model.KindOf((int)number) is { } type
            ? read.Reference("object", type, model.SensorObjid[id])
            : Absent("object");
        yield return Integer("dim", model.SensorDim[id]);
        yield return Integer("adr", model.SensorAdr[id]);
        yield return model.SensorCutoff[id] > 0 ? Number("cutoff", model.SensorCutoff[id]) : Absent("cutoff");
        yield return read.Cell("noise", "sensor_noise", id, FieldKind.Number);
    }

    private static IEnumerable<ElementField> Camera(ElementReader read, int id)
    {
        yield return read.Reference("body", ObjectType.Body, read.Model.CamBodyid[id]);
        yield return Word("mode", read.Model.Row("cam_mode", id), CameraModes);
        yield return read.Row("pos", "cam_pos", id);
        yield return read.Row("quat", "cam_quat", id);
        yield return Number("fovy", read.Model.CamFovy[id]);
    }

    private static IEnumerable<ElementField> Light(ElementReader read, int id)
    {
        yield return read.Reference("body", ObjectType.Body, read.Model.LightBodyid[id]);
        yield return Word("mode", read.Model.Row("light_mode", id), CameraModes);
        // Until MuJoCo 3.3 a light is directional or not; from there on it has a type.
        yield return read.Model.Row("light_directional", id) is { } directional
            ? Word("type", directional, "spot", "directional")
            : Word("type", read.Model.Row("light_type", id), "spot", "directional", "point", "image");
        yield return read.Row("pos", "light_pos", id);
        yield return read.Row("dir", "light_dir", id);
        yield return read.Cell("active", "light_active", id, FieldKind.Flag);
        yield return read.Cell("castshadow", "light_castshadow", id, FieldKind.Flag);
        yield return read.Row("ambient", "light_ambient", id);
        yield return read.Row("diffuse", "light_diffuse", id);
        yield return read.Row("specular", "light_specular", id);
    }

    private static IEnumerable<ElementField> Material(ElementReader read, int id)
    {
        yield return read.Row("rgba", "mat_rgba", id);
        yield return read.Texture("texture", id);
        yield return read.Row("texrepeat", "mat_texrepeat", id);
        yield return read.Cell("emission", "mat_emission", id, FieldKind.Number);
        yield return read.Cell("specular", "mat_specular", id, FieldKind.Number);
        yield return read.Cell("shininess", "mat_shininess", id, FieldKind.Number);
        yield return read.Cell("reflectance", "mat_reflectance", id, FieldKind.Number);
    }

    private static IEnumerable<ElementField> Tendon(ElementReader read, int id)
    {
        yield return read.Range("range", "tendon_limited", "tendon_range", id);
        yield return read.Cell("length0", "tendon_length0", id, FieldKind.Number);
        yield return read.Cell("stiffness", "tendon_stiffness", id, FieldKind.Number);
        yield return read.Cell("damping", "tendon_damping", id, FieldKind.Number);
        yield return read.Cell("frictionloss", "tendon_frictionloss", id, FieldKind.Number);
        yield return read.Cell("width", "tendon_width", id, FieldKind.Number);
        yield return Numbers("rgba", read.DrawnColour("tendon_rgba", "tendon_matid", id));
    }

    private static IEnumerable<ElementField> Equality(ElementReader read, int id)
    {
        const int SiteNumber = 6; // mjOBJ_SITE, from MuJoCo 3.2.3 on
        var model = read.Model;
        var type = model.EqType[id] switch
        {
            2 => ObjectType.Joint,
            3 => ObjectType.Tendon,
            _ => model.Row("eq_objtype", id) is [SiteNumber] ? ObjectType.Site : ObjectType.Body,
        };
        yield return Word("type", [model.EqType[id]], "connect", "weld", "joint", "tendon");
        yield return read.Reference("object1", type, model.EqObj1id[id]);
        yield return read.Reference("object2", type, model.EqObj2id[id]);
        yield return read.Cell("active", model.Row("eq_active0", id) is null ? "eq_active" : "eq_active0", id, FieldKind.Flag);
        yield return read.Row("data", "eq_data", id);
        yield return read.Row("solref", "eq_solref", id);
        yield return read.Row("solimp", "eq_solimp", id);
    }
}
