using System.Globalization;
using MujocoMcp.Sandbox.Probe;
using MujocoMcp.Viewer.Sandbox;

// ROOT OUTSIDE PORT PARENT [filter]: tries everything on a thread that was there before the filter, and prints ATTEMPT=ERROR a line.
var (root, outside, port, parent) = (args[0], args[1], Number(args[2]), Number(args[3]));
var isFiltered = args.Length > 4;
using var filtered = new ManualResetEventSlim();
var earlier = new Thread(() =>
{
    filtered.Wait();
    Try();
});
earlier.Start();
if (isFiltered && SystemCallFilter.Install(arePathsRestricted: true) is { } refusal)
{
    Console.WriteLine($"filter={refusal}");
    return 1;
}

filtered.Set();
earlier.Join();
return 0;

void Try()
{
    Say("read a model", Attempts.Read(Path.Combine(root, "model.xml")));
    Say("read a secret", Attempts.Read(outside));
    Say("read a secret through a link among the models", Attempts.Read(Path.Combine(root, "link.xml")));
    Say("read the passwords", Attempts.Read("/etc/passwd"));
    Say("read the parent's environment", Attempts.Read($"/proc/{parent}/environ"));
    Say("list the root folder", Attempts.List("/"));
    Say("write a model", Attempts.Write(Path.Combine(root, "model.xml")));
    Say("append to a model", Attempts.Append(Path.Combine(root, "model.xml")));
    Say("append to nothing", Attempts.Append("/dev/null"));
    Say("create a file", Attempts.Create(Path.Combine(root, "new.xml")));
    Say("delete a model", Attempts.Delete(Path.Combine(root, "model.xml")));
    Say("connect", Attempts.Connect(port));
    Say("listen", Attempts.ListenOnLoopback());
    Say("signal the parent", Attempts.SignalProcess(parent));
    Say("signal itself", Attempts.SignalItself());
    Say("start a program outside", Attempts.StartProgram("/usr/bin/true"));
    if (!isFiltered)
        return;
    Say("open UDP", Attempts.OpenUdp());
    Say("change a model's mode", Attempts.MakeReadable(Path.Combine(root, "model.xml")));
    foreach (var call in SystemCalls.Denied.Where(IsHere)) Say($"denied {call.Name}", Attempts.Call(call));
    foreach (var call in SystemCalls.Missing.Where(IsHere)) Say($"missing {call.Name}", Attempts.Call(call));
}

static bool IsHere(SystemCall call) => (System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture is System.Runtime.InteropServices.Architecture.X64 ? call.X64 : call.Arm64) >= 0;

static void Say(string attempt, int error) => Console.WriteLine($"{attempt}={error}");

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
