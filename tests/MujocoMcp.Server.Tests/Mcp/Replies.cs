using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>What sessions reply.</summary>
internal static class Replies
{
    public const string Digest = "0123456789abcdef0123456789abcdef";

    public static readonly SessionId Session = new("s-00000000000000000000000000");

    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static SessionReply With(SessionAnswer answer) => new() { Session = Session, ModelId = "main", Clock = new ModelClock(0.5, 250), Answer = answer };

    public static SessionReply WithoutModel(SessionAnswer answer) => new() { Session = Session, Answer = answer };

    public static SessionReply Operated(params ChannelValue[] channels) => With(new Operated(10, Digest, new Observation { Channels = channels }, ["motor"], "snap-1"));

    public static SessionReply Read(params ChannelValue[] channels) => With(new StateRead(Digest, new Observation { Channels = channels }));

    public static ChannelValue Vector(string name, params double[] values) => new(name, values, IsScalar: false);

    public static SessionReply Loaded() => With(new ModelLoaded(
        new ModelDescription
        {
            Name = "pendulum", Nq = 1, Nv = 1, Nu = 1, Na = 0, Nbody = 2, Njnt = 40, Ngeom = 1, Nsensor = 1, Nkey = 1, Timestep = 0.002,
            Joints = [new JointDescription(0, "hinge", "hinge", 0, 0, [-3.1, 3.1])], Actuators = [new ActuatorDescription(0, null, null)],
            Sensors = [new SensorDescription(0, "gyro", "gyro", 3)], Keyframes = [new NamedElement(0, "up")], Cameras = [],
        },
        Digest,
        Replaced: true));

    public static SessionReply Info() => WithoutModel(new SessionInfo
    {
        Status = SessionStatus.Ready, Label = null, Isolation = "isolated", CreatedAt = At, LastActivity = At, IdleTimeout = TimeSpan.FromMinutes(30),
        Models = [new ModelInfo("main", "pendulum", new ModelClock(1, 500))], Snapshots = [new SnapshotInfo("snap-1", "main", "start", new ModelClock(0, 0), Digest)],
        Viewer = new ViewerInfo(42, 8001, "http://127.0.0.1:8001/", TimeSpan.FromSeconds(3), 1, 30.5), LastCommand = new LastCommand("step_simulation", "ok", 10),
        Faults = [new FaultRecord("f1", At, ViewerExitKind.Killed, null, "SIGKILL", "step_simulation", true, 10, 120)], FaultsTotal = 1,
    });

    public static SessionReply Picture() => With(new PictureTaken(Digest, new Picture("image/jpeg", [1, 2, 3]), new PictureFacts
    {
        Width = 640, Height = 480, NearM = 1, FarM = 2.5, VisibleTotal = 60, LegendTotal = 1,
        Cameras = [new CameraFacts("free", [0, -1, 0], [0, 1, 0], [0, 0, 1], 45) { Pose = new FreePose { Lookat = [0, 0, 0], Distance = 1, Azimuth = 90, Elevation = 0 } }],
        Visible = [new VisibleGeom("rod", "arm", [1, 0, 0.5f, 1], 500)], Legend = [new LegendEntry("#ff0000", "geom", 3, "rod", 500)],
    }));

    public static PoolStats Pool() => new(3, 2, 1, 2, 998, 8001, 9000, TimeSpan.FromSeconds(0.75), 4, 2, 61.5);

    public static ProcessList Processes() => new([new ProcessInfo(Session, 42, 8001, "http://127.0.0.1:8001/", true, TimeSpan.FromSeconds(3), At, At, 1, 30.5)]);

    /// <summary>A reply that fits a message.</summary>
    public static object To(object message) => message switch
    {
        OpenSession => WithoutModel(new SessionOpened("isolated", "http://127.0.0.1:8001/", TimeSpan.FromMinutes(30))),
        GetPoolStats => Pool(),
        ListProcesses => Processes(),
        SessionRequest request => request.Command switch
        {
            LoadModel => Loaded(),
            CloseModel => With(new ModelClosed()),
            QueryModel { Query: FindContacts } => With(Contacts(3)),
            QueryModel => With(new ModelQueried(new ElementsListed([new ElementDescription(0, "box", [new ElementField("mass", FieldKind.Number) { Numbers = [1.5] }])], 2, "abc.1"), null)),
            Operate { Channels: ["ctrl"] } => Operated(Vector("ctrl", 1)),
            Operate or RestoreSnapshot => Operated(Vector("qpos", 1, double.NaN)),
            SaveSnapshot => With(new SnapshotSaved("snap-1", Digest)),
            ReadState => Read(Vector("qpos", 1, 2), Vector("qvel", 3)),
            GetSessionInfo => Info(),
            TakePicture => Picture(),
            OpenViewer => WithoutModel(new ViewerOpened("http://127.0.0.1:8001/?token=t", "t")),
            CloseViewer => WithoutModel(new ViewerClosed(1)),
            TerminateViewer => WithoutModel(new ViewerTerminated(42)),
            CloseSession => WithoutModel(new SessionClosed()),
            _ => throw new InvalidOperationException(request.Command.GetType().Name),
        },
        _ => throw new InvalidOperationException(message.GetType().Name),
    };

    public static ModelQueried Contacts(int count) => new(
        new ContactsFound([.. Enumerable.Range(1, count).Select(static i => new ContactDescription("foot", $"#{i}", "leg", "world", [0, 0, 0.1], -0.001, 10.0 / i, [0, 0, -10.0 / i]))], count), null);

    public static SessionReply Failed(ErrorCode code) => SessionReply.Failed(Session, new Failure(code, $"It failed with {code}.") { Suggestions = ["Do otherwise."] });
}
