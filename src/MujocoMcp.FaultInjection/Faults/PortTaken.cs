using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The viewer is killed, and its port is somebody else's before the next one can bind it.</summary>
internal sealed class PortTaken : IFault
{
    private const int Tries = 100;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public string Kind => "port_taken";

    public FaultScope Scope => FaultScope.Session;

    public bool StrikesInCalls => false;

    public string? WhyNot(FaultSite site) => null;

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (target.Port is not { } port) return Injection.Impossible("the viewer serves no page");
        var began = Stopwatch.GetTimestamp();
        if (!LinuxCalls.Signal(target.Viewer, LinuxCalls.SigKill)) return Injection.Impossible("the viewer was gone");
        if (await TakeAsync(port, cancellation) is not { } squatter) return Injection.Impossible("the next viewer was faster");
        return new Injection
        {
            Began = began,
            EndsViewer = true,
            CheckAsync = async () =>
            {
                using (squatter) return await ComplaintAsync(target, port, cancellation);
            },
        };
    }

    private static async Task<Socket?> TakeAsync(int port, CancellationToken cancellation)
    {
        for (var i = 0; i < Tries; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen();
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(Between, cancellation);
            }
        }

        return null;
    }

    private static async Task<string?> ComplaintAsync(FaultTarget target, int taken, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < PageLimit)
        {
            var info = await target.CallAsync("get_session_info", [], cancellation);
            if (!info.IsError && info.Content.GetProperty("viewer") is { ValueKind: JsonValueKind.Object } viewer
                && viewer.GetProperty("port") is { ValueKind: JsonValueKind.Number } port && port.GetInt32() != taken)
            {
                return null;
            }


            await Task.Delay(Look, cancellation);
        }

        return $"no page on another port within {PageLimit.TotalSeconds} s";
    }
}
