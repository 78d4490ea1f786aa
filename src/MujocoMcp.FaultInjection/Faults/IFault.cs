namespace MujocoMcp.FaultInjection.Faults;

/// <summary>Something that goes wrong, on purpose.</summary>
internal interface IFault
{
    /// <summary>Its name in the report, snake_case.</summary>
    string Kind { get; }

    /// <summary>What it befalls.</summary>
    FaultScope Scope { get; }

    /// <summary>How many of a run's faults are of this kind, relative to the others.</summary>
    int Weight => 9;

    /// <summary>Whether it befalls a session at work, in the middle of a call. Others make calls of their own.</summary>
    bool StrikesInCalls => true;

    /// <summary>Errors that the calls of a struck server may answer while it lasts; they are tried again.</summary>
    IReadOnlySet<string> Tolerates => System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>Why it can't be injected here; null where it can.</summary>
    string? WhyNot(FaultSite site);

    /// <summary>Lets it happen.</summary>
    /// <returns>What happened, and what is expected of the victim.</returns>
    Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation);
}

/// <summary>What a fault befalls.</summary>
internal enum FaultScope
{
    /// <summary>One session: no other may notice.</summary>
    Session,

    /// <summary>One session whose viewer's pipes lead through the harness.</summary>
    WrappedSession,

    /// <summary>A server with all its sessions.</summary>
    Server,

    /// <summary>A server, and no session may notice.</summary>
    Unnoticed,
}
