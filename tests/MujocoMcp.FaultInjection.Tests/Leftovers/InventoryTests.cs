using System.Diagnostics;
using MujocoMcp.FaultInjection.Leftovers;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Tests.Leftovers;

public sealed class InventoryTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inventory-");
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_process_that_outlives_its_server_is_an_orphan_though_its_parent_is_another_by_now()
    {
        // A server that ends and leaves a process behind.
        using var server = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", "sleep 300 & echo $!"]) { RedirectStandardOutput = true })!;
        var orphan = int.Parse((await server.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        await server.WaitForExitAsync();
        try
        {
            Assert.Equal(1, (await Left(server.Id)).Orphans);
            Assert.Contains(_said, line => line.Contains($"{orphan}", StringComparison.Ordinal));
        }
        finally
        {
            LinuxCalls.Signal(orphan, LinuxCalls.SigKill);
        }

        Assert.Equal(0, (await Left(server.Id, TimeSpan.FromSeconds(10))).Orphans);
    }

    [Fact]
    public void A_viewer_in_a_session_of_its_own_is_known_by_the_parent_that_it_names()
    {
        using var server = Process.Start("sleep", "300");
        // It waits for a line that never comes.
        using var viewer = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", "read line; :", "--parent", $"{server.Id}"]) { RedirectStandardInput = true })!;
        try
        {
            Assert.Contains(ProcessTable.AliveOf(server.Id), process => process.Pid == viewer.Id);
        }
        finally
        {
            viewer.Kill();
            server.Kill();
        }
    }

    [Fact]
    public async Task A_file_in_a_servers_folder_is_left_but_not_a_logs_that_the_journal_keeps()
    {
        var server = _folder.CreateSubdirectory("plain");
        File.WriteAllText(Path.Combine(server.FullName, "sessions.db-wal"), "");
        Assert.Equal(0, (await Left(0)).Files);
        File.WriteAllText(Path.Combine(server.FullName, "tmp.1"), "");
        Assert.Equal(1, (await Left(0)).Files);
    }

    [Fact]
    public void Only_what_is_more_than_before_is_left()
    {
        var before = new Belongings(Viewers: 2, Ports: 1, Descriptors: 30, Zombies: 0);
        Assert.Equal(new Belongings(1, 0, 5, 1), new Belongings(3, 0, 35, 1).Beyond(before));
    }

    private Task<Leftover> Left(int server, TimeSpan? limit = null) => new Inventory(_folder.FullName, _said.Add, limit ?? Soon).AfterEndAsync([server], CancellationToken.None);
}
