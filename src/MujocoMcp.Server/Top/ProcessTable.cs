using System.Globalization;

namespace MujocoMcp.Server.Top;

/// <summary>Finds this user's servers and viewers in /proc: whose programs can be seen, those are the user's own.</summary>
internal static class ProcessTable
{
    private const string ServerProgram = "mujoco-mcp", ViewerProgram = "mujoco-viewer", Runtime = "dotnet";
    private const double TicksPerSecond = 100; // USER_HZ, the same on every architecture that .NET runs on
    private const int FirstField = 3; // of /proc/PID/stat after the name in brackets
    private const int ParentField = 4, UserTimeField = 14, SystemTimeField = 15, StartField = 22, ResidentField = 24;

    private static readonly string[] ServerRoles = ["serve", "stdio"];

    public static IReadOnlyList<OurProcess> Read()
    {
        double uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(static folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
                .Where(static pid => pid > 0).Order().Select(pid => Read(pid, uptime)).OfType<OurProcess>(),
        ];
    }

    private static OurProcess? Read(int pid, double uptime)
    {
        try
        {
            string? program = Path.GetFileName(File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName)?.Split(' ')[0];
            if (program is not (ServerProgram or ViewerProgram or Runtime)) return null;
            string[] words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return RoleOf(words) is { } role ? Describe(pid, role, ValueOf(words, "--session"), uptime) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is another user's
        }
    }

    private static string? RoleOf(string[] words) => Array.Find(words[..Math.Min(2, words.Length)], static word => Path.GetFileNameWithoutExtension(word) is ServerProgram or ViewerProgram) switch
    {
        null => null,
        var program when Path.GetFileNameWithoutExtension(program) is ViewerProgram => OurProcess.ViewerRole,
        _ => Array.Find(words, static word => ServerRoles.Contains(word)),
    };

    private static string? ValueOf(string[] words, string option) => Array.IndexOf(words, option) is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : null;

    private static OurProcess Describe(int pid, string role, string? session, double uptime)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // a name may hold blanks and brackets
        double Number(int field) => double.Parse(fields[field - FirstField], CultureInfo.InvariantCulture);
        return new OurProcess(
            pid, (int)Number(ParentField), role, session,
            TimeSpan.FromSeconds((Number(UserTimeField) + Number(SystemTimeField)) / TicksPerSecond),
            Number(ResidentField) * Environment.SystemPageSize / (1024 * 1024),
            TimeSpan.FromSeconds(uptime - (Number(StartField) / TicksPerSecond)));
    }
}
