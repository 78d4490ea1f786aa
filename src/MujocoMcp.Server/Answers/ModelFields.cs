using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes what a model has.</summary>
internal static class ModelFields
{
    public static void Write(Utf8JsonWriter json, ModelDescription model)
    {
        json.WriteStartObject("model"u8);
        json.WriteNullable("name"u8, model.Name);
        json.WriteNumber("nq"u8, model.Nq);
        json.WriteNumber("nv"u8, model.Nv);
        json.WriteNumber("nu"u8, model.Nu);
        json.WriteNumber("na"u8, model.Na);
        json.WriteNumber("nbody"u8, model.Nbody);
        json.WriteNumber("njnt"u8, model.Njnt);
        json.WriteNumber("ngeom"u8, model.Ngeom);
        json.WriteNumber("nsensor"u8, model.Nsensor);
        json.WriteNumber("nkey"u8, model.Nkey);
        json.WriteNullable("timestep"u8, model.Timestep);
        WriteJoints(json, model.Joints);
        WriteActuators(json, model.Actuators);
        WriteSensors(json, model.Sensors);
        WriteNamed(json, "keyframes"u8, model.Keyframes);
        WriteNamed(json, "cameras"u8, model.Cameras);
        json.WriteEndObject();
    }

    /// <summary>Says which lists hold less than there is.</summary>
    public static IEnumerable<Warning> WarningsOf(ModelDescription model)
    {
        (string Kind, int Listed, int Total)[] lists =
        [
            ("joints", model.Joints.Length, model.Njnt), ("actuators", model.Actuators.Length, model.Nu),
            ("sensors", model.Sensors.Length, model.Nsensor), ("keyframes", model.Keyframes.Length, model.Nkey), ("cameras", model.Cameras.Length, model.Ncam),
        ];
        return lists.Where(static list => list.Listed < list.Total)
            .Select(static list => new Warning("truncated", $"The first {list.Listed} of {list.Total} {list.Kind} are listed."));
    }

    private static void WriteJoints(Utf8JsonWriter json, JointDescription[] joints)
    {
        json.WriteStartArray("joints"u8);
        foreach (JointDescription joint in joints)
        {
            json.WriteStartObject();
            WriteIdentity(json, joint.Id, joint.Name);
            json.WriteString("type"u8, joint.Type);
            json.WriteNumber("qposadr"u8, joint.Qposadr);
            json.WriteNumber("dofadr"u8, joint.Dofadr);
            WriteRange(json, "range"u8, joint.Range);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteActuators(Utf8JsonWriter json, ActuatorDescription[] actuators)
    {
        json.WriteStartArray("actuators"u8);
        foreach (ActuatorDescription actuator in actuators)
        {
            json.WriteStartObject();
            WriteIdentity(json, actuator.Id, actuator.Name);
            WriteRange(json, "ctrlrange"u8, actuator.Ctrlrange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSensors(Utf8JsonWriter json, SensorDescription[] sensors)
    {
        json.WriteStartArray("sensors"u8);
        foreach (SensorDescription sensor in sensors)
        {
            json.WriteStartObject();
            WriteIdentity(json, sensor.Id, sensor.Name);
            json.WriteString("type"u8, sensor.Type);
            json.WriteNumber("dim"u8, sensor.Dim);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, ReadOnlySpan<byte> list, NamedElement[] elements)
    {
        json.WriteStartArray(list);
        foreach (NamedElement element in elements)
        {
            json.WriteStartObject();
            WriteIdentity(json, element.Id, element.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIdentity(Utf8JsonWriter json, int id, string? name)
    {
        json.WriteNumber("id"u8, id);
        json.WriteNullable("name"u8, name);
    }

    private static void WriteRange(Utf8JsonWriter json, ReadOnlySpan<byte> name, double[]? range)
    {
        if (range is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (double bound in range) json.WriteReading(bound, ShownPrecision);
        json.WriteEndArray();
    }

    /// <summary>A range written as -3.1415926535897931 helps nobody.</summary>
    private const int ShownPrecision = 6;
}
