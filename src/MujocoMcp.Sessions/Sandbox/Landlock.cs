using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Sandbox;

/// <summary>Landlock, the kernel's sandbox for whoever wants less: what a thread gives up, it and its children never get back.
/// The C library has no names for its calls, and their numbers are the same on every architecture.</summary>
internal static unsafe partial class Landlock
{
    private const nint CreateRuleset = 444;
    private const nint AddRule = 445;
    private const nint RestrictSelf = 446;
    private const nint AskVersion = 1;
    private const nint AskErrata = 2;
    private const nint SignalErratum = 1 << 1; // erratum 2: signals between the threads of one process
    private const nint PathBeneath = 1;
    private const ulong ConnectTcp = 1 << 1;
    private const ulong ScopeAbstractSockets = 1 << 0;
    private const ulong ScopeSignals = 1 << 1;
    private const int NoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const int OpenPath = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC

    /// <summary>The version of its interface; 0 where the kernel has none, or has it switched off.</summary>
    public static int Version { get; } = (int)Math.Max(0, Call(CreateRuleset, 0, 0, AskVersion, 0));

    /// <summary>Everything that this kernel can deny below a path. What isn't listed in a rule is denied.</summary>
    private static ulong AllPathAccess => Version switch
    {
        1 => (1 << 13) - 1, // up to MAKE_SYM
        2 => (1 << 14) - 1, // REFER
        < 5 => (1 << 15) - 1, // TRUNCATE
        _ => (1 << 16) - 1, // IOCTL_DEV
    };

    /// <summary>Without this fix the kernel would forbid a restricted thread to signal its own process, which the runtime does to stop threads for a collection.</summary>
    private static bool SignalScopeIsSound => Call(CreateRuleset, 0, 0, AskErrata, 0) is > 0 and var errata && (errata & SignalErratum) != 0;

    /// <summary>Makes a set of rules. A path that isn't there needs no rule.</summary>
    /// <returns>Its descriptor; the caller closes it.</returns>
    /// <exception cref="ViewerContainmentException">The kernel refuses.</exception>
    public static SafeHandle Describe(IEnumerable<PathRule> rules)
    {
        var attributes = stackalloc ulong[3];
        attributes[0] = AllPathAccess;
        attributes[1] = ConnectTcp;
        attributes[2] = ScopeAbstractSockets | (SignalScopeIsSound ? ScopeSignals : 0);
        var size = Version switch { < 4 => 1, < 6 => 2, _ => 3 } * sizeof(ulong);
        var ruleset = new Microsoft.Win32.SafeHandles.SafeFileHandle((nint)Check(Call(CreateRuleset, (nint)attributes, size, 0, 0), "landlock_create_ruleset"), ownsHandle: true);
        foreach (var rule in rules) Add((int)ruleset.DangerousGetHandle(), rule);
        return ruleset;
    }

    /// <summary>Puts the calling thread, and every process that it starts, under the rules. For good.</summary>
    /// <exception cref="ViewerContainmentException">The kernel refuses.</exception>
    public static void RestrictThisThread(SafeHandle ruleset)
    {
        Check(Control(NoNewPrivileges, 1, 0, 0, 0), "prctl");
        Check(Call(RestrictSelf, ruleset.DangerousGetHandle(), 0, 0, 0), "landlock_restrict_self");
    }

    private static void Add(int ruleset, PathRule rule)
    {
        using var path = new Microsoft.Win32.SafeHandles.SafeFileHandle(Open(rule.Path, OpenPath), ownsHandle: true);
        if (path.IsInvalid) return;
        var access = Directory.Exists(rule.Path) ? rule.Access : rule.Access & ~PathAccess.List;
        // struct landlock_path_beneath_attr is packed: 8 bytes of access, 4 of descriptor.
        var attributes = stackalloc int[3];
        *(ulong*)attributes = (ulong)access;
        attributes[2] = (int)path.DangerousGetHandle();
        Check(Call(AddRule, ruleset, PathBeneath, (nint)attributes, 0), $"landlock_add_rule for {rule.Path}");
    }

    private static nint Check(nint result, string call) => result >= 0 ? result : throw new ViewerContainmentException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
