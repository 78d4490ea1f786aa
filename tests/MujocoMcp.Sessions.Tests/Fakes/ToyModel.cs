using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MujocoMcp.Contracts.Models;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>Physics small enough to reason about: one coordinate, one control, and a keyframe "home". Chaotic enough that a lost or doubled step shows.</summary>
internal sealed class ToyModel(string xml)
{
    public const double Timestep = 0.01;

    public string Xml { get; } = xml;

    public ToyState State { get; set; } = new(X: xml.Length, Ctrl: 0, Step: 0, Time: 0);

    public ModelClock Clock => new(State.Time, State.Step);

    public string Digest => DigestOf(Xml, State);

    public static string DigestOf(string xml, ToyState state) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(xml + "|" + state.Write())))[..32];

    public void Step() => State = State with
    {
        X = State.X + Timestep * (Math.Sin(3 * State.X) + State.Ctrl),
        Step = State.Step + 1,
        Time = State.Time + Timestep,
    };

    public bool Reset(string? keyframe)
    {
        if (keyframe is not (null or "home")) return false;
        State = new ToyState(X: keyframe is null ? Xml.Length : 42, Ctrl: 0, Step: 0, Time: 0);
        return true;
    }

    public static ModelDescription Describe() => new()
    {
        Name = "toy", Nq = 1, Nv = 1, Nu = 1, Na = 0, Nbody = 2, Njnt = 1, Ngeom = 1, Nsensor = 0, Nkey = 1, Timestep = Timestep,
        Joints = [], Actuators = [], Sensors = [], Keyframes = [new NamedElement(0, "home")], Cameras = [],
    };
}

/// <summary>All that a <see cref="ToyModel"/> remembers.</summary>
internal sealed record ToyState(double X, double Ctrl, long Step, double Time)
{
    public string Write() => string.Join(';', X.ToString("R", CultureInfo.InvariantCulture), Ctrl.ToString("R", CultureInfo.InvariantCulture), Step, Time.ToString("R", CultureInfo.InvariantCulture));

    public static ToyState Read(string text)
    {
        var parts = text.Split(';');
        double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
        return new ToyState(Number(0), Number(1), long.Parse(parts[2], CultureInfo.InvariantCulture), Number(3));
    }
}
