namespace MujocoMcp.Viewer.Sandbox;

/// <summary>The system calls that a viewer's filter knows. What isn't here is allowed: it changes nothing but the viewer itself.</summary>
internal static class SystemCalls
{
    /// <summary>The newest call of the kernels that this list was made from, the same number on every architecture. A filter that stands on a list must
    /// not allow what is younger than the list.</summary>
    internal const int Newest = 462; // mseal, Linux 6.10

    internal static SystemCall Socket { get; } = new("socket", 41, 198);

    internal static SystemCall Clone { get; } = new("clone", 56, 220);

    internal static SystemCall Kill { get; } = new("kill", 62, 129);

    internal static SystemCall SignalThread { get; } = new("tgkill", 234, 131);

    internal static SystemCall QueueSignal { get; } = new("rt_sigqueueinfo", 129, 138);

    internal static SystemCall QueueThreadSignal { get; } = new("rt_tgsigqueueinfo", 297, 240);

    internal static SystemCall ControlProcess { get; } = new("prctl", 157, 167);

    internal static SystemCall ResourceLimits { get; } = new("prlimit64", 302, 261);

    internal static SystemCall SetAffinity { get; } = new("sched_setaffinity", 203, 122);

    internal static SystemCall Open { get; } = new("open", 2, -1);

    internal static SystemCall OpenAt { get; } = new("openat", 257, 56);

    internal static SystemCall LockFile { get; } = new("flock", 73, 32);

    internal static SystemCall SendTo { get; } = new("sendto", 44, 206);

    internal static SystemCall SendMessage { get; } = new("sendmsg", 46, 211);

    /// <summary>Calls that a viewer never needs.</summary>
    internal static IReadOnlyList<SystemCall> Denied { get; } =
    [
        // Other processes: their memory, their descriptors, their signals, new ones.
        new("ptrace", 101, 117),
        new("process_vm_readv", 310, 270),
        new("process_vm_writev", 311, 271),
        new("process_madvise", 440, 440),
        new("process_mrelease", 448, 448),
        new("kcmp", 312, 272),
        new("pidfd_open", 434, 434),
        new("pidfd_getfd", 438, 438),
        new("pidfd_send_signal", 424, 424),
        new("tkill", 200, 130),
        new("execve", 59, 221),
        new("execveat", 322, 281),
        new("fork", 57, -1),
        new("vfork", 58, -1),
        new("setpriority", 141, 140),
        new("sched_setscheduler", 144, 119),
        new("sched_setparam", 142, 118),
        new("sched_setattr", 314, 274),
        new("ioprio_set", 251, 30),
        new("migrate_pages", 256, 238),
        new("move_pages", 279, 239),
        // The file system as a whole, and what it says of files: Landlock knows nothing of modes, owners and extended attributes.
        new("mount", 165, 40),
        new("umount2", 166, 39),
        new("pivot_root", 155, 41),
        new("chroot", 161, 51),
        new("open_tree", 428, 428),
        new("move_mount", 429, 429),
        new("fsopen", 430, 430),
        new("fsconfig", 431, 431),
        new("fsmount", 432, 432),
        new("fspick", 433, 433),
        new("mount_setattr", 442, 442),
        new("statmount", 457, 457),
        new("listmount", 458, 458),
        new("swapon", 167, 224),
        new("swapoff", 168, 225),
        new("quotactl", 179, 60),
        new("quotactl_fd", 443, 443),
        new("open_by_handle_at", 304, 265),
        new("fanotify_init", 300, 262),
        new("chmod", 90, -1),
        new("fchmod", 91, 52),
        new("fchmodat", 268, 53),
        new("fchmodat2", 452, 452),
        new("chown", 92, -1),
        new("fchown", 93, 55),
        new("lchown", 94, -1),
        new("fchownat", 260, 54),
        new("utime", 132, -1),
        new("utimes", 235, -1),
        new("futimesat", 261, -1),
        new("utimensat", 280, 88),
        new("setxattr", 188, 5),
        new("lsetxattr", 189, 6),
        new("fsetxattr", 190, 7),
        new("removexattr", 197, 14),
        new("lremovexattr", 198, 15),
        new("fremovexattr", 199, 16),
        // Writing, which Landlock forbids too where the kernel has it.
        new("creat", 85, -1),
        new("truncate", 76, 45),
        new("mknod", 133, -1),
        new("mknodat", 259, 33),
        new("mkdir", 83, -1),
        new("mkdirat", 258, 34),
        new("rmdir", 84, -1),
        new("unlink", 87, -1),
        new("unlinkat", 263, 35),
        new("rename", 82, -1),
        new("renameat", 264, 38),
        new("renameat2", 316, 276),
        new("link", 86, -1),
        new("linkat", 265, 37),
        new("symlink", 88, -1),
        new("symlinkat", 266, 36),
        // Namespaces, rights, keys, and memory that no limit counts.
        new("unshare", 272, 97),
        new("setns", 308, 268),
        new("setuid", 105, 146),
        new("setgid", 106, 144),
        new("setreuid", 113, 145),
        new("setregid", 114, 143),
        new("setresuid", 117, 147),
        new("setresgid", 119, 149),
        new("setgroups", 116, 159),
        new("setfsuid", 122, 151),
        new("setfsgid", 123, 152),
        new("capset", 126, 91),
        new("add_key", 248, 217),
        new("request_key", 249, 218),
        new("keyctl", 250, 219),
        new("setrlimit", 160, 164),
        new("shmget", 29, 194),
        new("semget", 64, 190),
        new("msgget", 68, 186),
        new("mq_open", 240, 180),
        // The machine.
        new("init_module", 175, 105),
        new("finit_module", 313, 273),
        new("delete_module", 176, 106),
        new("kexec_load", 246, 104),
        new("kexec_file_load", 320, 294),
        new("reboot", 169, 142),
        new("sethostname", 170, 161),
        new("setdomainname", 171, 162),
        new("settimeofday", 164, 170),
        new("clock_settime", 227, 112),
        new("clock_adjtime", 305, 266),
        new("adjtimex", 159, 171),
        new("acct", 163, 89),
        new("syslog", 103, 116),
        new("vhangup", 153, 58),
        new("personality", 135, 92),
        new("iopl", 172, -1),
        new("ioperm", 173, -1),
        new("modify_ldt", 154, -1),
        new("uselib", 134, -1),
        new("lookup_dcookie", 212, 18),
        new("bpf", 321, 280),
        new("perf_event_open", 298, 241),
        new("userfaultfd", 323, 282),
        // Connections out; a viewer only listens.
        new("connect", 42, 203),
        new("socketpair", 53, 199),
        new("sendmmsg", 307, 269),
    ];

    /// <summary>Calls that are denied as if the kernel were older: whoever uses them then takes the older way, whose arguments a filter can read.</summary>
    internal static IReadOnlyList<SystemCall> Missing { get; } =
    [
        new("clone3", 435, 435),
        new("openat2", 437, 437),
        new("io_uring_setup", 425, 425),
        new("io_uring_enter", 426, 426),
        new("io_uring_register", 427, 427),
        new("memfd_secret", 447, 447),
    ];
}
