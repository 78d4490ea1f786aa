using System.Text.Json;
using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Page.Assets;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>The message that says what a model has, for controls and for drawing it. The simulation thread's alone.</summary>
internal static class ModelFacts
{
    internal static byte[] Write(SimulatedModel simulated, string modelId) => JsonMessage.Write("model", json =>
    {
        var model = simulated.Model;
        json.WriteString("model_id"u8, modelId);
        json.WriteString("name"u8, model.ModelName);
        json.WriteString("digest"u8, simulated.ModelDigest);
        json.WriteNumber("generation"u8, simulated.Generation);
        WriteSizes(json, model);
        WriteView(json, simulated);
        WriteBodies(json, model);
        WriteJoints(json, model);
        WriteActuators(json, model);
        WriteSensors(json, model);
        WriteKeyframesAndCameras(json, model);
        WriteColumns(json, "geoms", model, ObjectType.Geom, model.GeomBodyid, model.GeomGroup);
        WriteColumns(json, "sites", model, ObjectType.Site, model.SiteBodyid, model.Field<int>("site_group"));
        WriteMaterials(json, model);
        WriteAssets(json, model);
    });

    private static void WriteSizes(Utf8JsonWriter json, Model model)
    {
        json.WriteNumber("nq"u8, model.Nq);
        json.WriteNumber("nv"u8, model.Nv);
        json.WriteNumber("nu"u8, model.Nu);
        json.WriteNumber("na"u8, model.Na);
        json.WriteNumber("nbody"u8, model.Nbody);
        json.WriteNumber("nsensordata"u8, model.Nsensordata);
        json.WriteNumber("timestep"u8, model.Timestep);
        json.WriteNumbers("gravity"u8, model.Gravity);
    }

    private static void WriteView(Utf8JsonWriter json, SimulatedModel simulated)
    {
        var model = simulated.Model;
        json.WriteFinite("extent"u8, model.Statistic("extent")![0]);
        json.WriteNumbers("center"u8, model.Statistic("center")!);
        json.WriteFinite("fovy"u8, model.Visual("global.fovy")![0]);
        json.WriteFinite("znear"u8, model.Visual("map.znear")![0]);
        json.WriteFinite("zfar"u8, model.Visual("map.zfar")![0]);
        Viewpoint from;
        using (var scene = new VisualScene(model))
            from = scene.DefaultViewpoint();
        json.WriteStartObject("free_camera"u8);
        json.WriteNumbers("lookat"u8, [from.Lookat.X, from.Lookat.Y, from.Lookat.Z]);
        json.WriteFinite("distance"u8, from.Distance);
        json.WriteFinite("azimuth"u8, from.Azimuth);
        json.WriteFinite("elevation"u8, from.Elevation);
        json.WriteEndObject();
        json.WriteNumbers("haze"u8, model.Visual("rgba.haze")!);
        json.WriteNumbers("fog"u8, model.Visual("rgba.fog")!);
        json.WriteFinite("fog_start"u8, model.Visual("map.fogstart")![0]);
        json.WriteFinite("fog_end"u8, model.Visual("map.fogend")![0]);
    }

    private static void WriteBodies(Utf8JsonWriter json, Model model) => Each(json, "bodies", model, ObjectType.Body, model.Nbody, id =>
    {
        json.WriteNumber("parent"u8, model.BodyParentid[id]);
        json.WriteBoolean("moves"u8, model.BodyMocapid[id] >= 0 || model.BodyWeldid[id] != 0);
    });

    private static void WriteJoints(Utf8JsonWriter json, Model model) => Each(json, "joints", model, ObjectType.Joint, model.Njnt, id =>
    {
        json.WriteString("type"u8, model.JntType[id].ToString().ToLowerInvariant());
        json.WriteNumber("body"u8, model.JntBodyid[id]);
        json.WriteNumber("qposadr"u8, model.JntQposadr[id]);
        json.WriteNumber("dofadr"u8, model.JntDofadr[id]);
        WriteRange(json, "range", model.JntLimited[id] != 0, model.JntRange.Slice(2 * id, 2));
    });

    private static void WriteActuators(Utf8JsonWriter json, Model model) => Each(json, "actuators", model, ObjectType.Actuator, model.Nu, id =>
        WriteRange(json, "ctrlrange", model.ActuatorCtrllimited[id] != 0, model.ActuatorCtrlrange.Slice(2 * id, 2)));

    private static void WriteSensors(Utf8JsonWriter json, Model model) => Each(json, "sensors", model, ObjectType.Sensor, model.Nsensor, id =>
    {
        json.WriteString("type"u8, model.SensorTypeName(id));
        json.WriteNumber("adr"u8, model.SensorAdr[id]);
        json.WriteNumber("dim"u8, model.SensorDim[id]);
    });

    private static void WriteKeyframesAndCameras(Utf8JsonWriter json, Model model)
    {
        Each(json, "keyframes", model, ObjectType.Keyframe, model.Nkey, id => json.WriteFinite("time"u8, model.KeyTime[id]));
        Each(json, "cameras", model, ObjectType.Camera, model.Ncam, id => json.WriteFinite("fovy"u8, model.CamFovy[id]));
    }

    private static void WriteMaterials(Utf8JsonWriter json, Model model) => Each(json, "materials", model, ObjectType.Material, model.Nmat, id =>
    {
        json.WriteNumbers("rgba"u8, model.MatRgba.Slice(4 * id, 4));
        json.WriteNumber("texture"u8, ModelAssets.TextureOf(model, id));
        json.WriteNumbers("texrepeat"u8, model.Field<float>("mat_texrepeat").Slice(2 * id, 2));
        json.WriteBoolean("texuniform"u8, model.Field<byte>("mat_texuniform")[id] != 0);
        json.WriteFinite("emission"u8, model.Field<float>("mat_emission")[id]);
        json.WriteFinite("specular"u8, model.Field<float>("mat_specular")[id]);
        json.WriteFinite("shininess"u8, model.Field<float>("mat_shininess")[id]);
        json.WriteFinite("reflectance"u8, model.Field<float>("mat_reflectance")[id]);
    });

    private static void WriteAssets(Utf8JsonWriter json, Model model)
    {
        Each(json, "textures", model, ObjectType.Texture, model.Ntex, id =>
        {
            json.WriteString("kind"u8, model.Field<int>("tex_type")[id] switch { 0 => "2d", 1 => "cube", _ => "skybox" });
            json.WriteNumber("width"u8, model.Field<int>("tex_width")[id]);
            json.WriteNumber("height"u8, model.Field<int>("tex_height")[id]);
        });
        Each(json, "meshes", model, ObjectType.Mesh, model.Nmesh, id =>
        {
            json.WriteNumber("vertices"u8, model.Field<int>("mesh_vertnum")[id]);
            json.WriteNumber("faces"u8, model.Field<int>("mesh_facenum")[id]);
        });
        Each(json, "hfields", model, ObjectType.HeightField, model.Field<int>("hfield_nrow").Length, id =>
        {
            json.WriteNumber("nrow"u8, model.Field<int>("hfield_nrow")[id]);
            json.WriteNumber("ncol"u8, model.Field<int>("hfield_ncol")[id]);
            json.WriteNumbers("size"u8, model.Field<double>("hfield_size").Slice(4 * id, 4));
        });
        Each(json, "skins", model, ObjectType.Skin, model.Field<int>("skin_vertnum").Length, id =>
        {
            json.WriteNumber("vertices"u8, model.Field<int>("skin_vertnum")[id]);
            json.WriteNumber("faces"u8, model.Field<int>("skin_facenum")[id]);
        });
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, Model model, ObjectType type, ReadOnlySpan<int> bodies, ReadOnlySpan<int> groups)
    {
        json.WriteStartObject(name);
        json.WriteNumbers("body"u8, bodies);
        json.WriteNumbers("group"u8, groups);
        json.WriteTexts("name"u8, Enumerable.Range(0, bodies.Length).Select(id => model.NameOf(type, id)));
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, string name, bool isLimited, ReadOnlySpan<double> range)
    {
        if (!isLimited)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteFinite(range[0]);
        json.WriteFinite(range[1]);
        json.WriteEndArray();
    }

    private static void Each(Utf8JsonWriter json, string name, Model model, ObjectType type, int count, Action<int> write)
    {
        json.WriteStartArray(name);
        for (var id = 0; id < count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, id);
            json.WriteString("name"u8, model.NameOf(type, id));
            write(id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
