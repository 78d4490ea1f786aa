namespace MujocoMcp.Sessions.Storage;

/// <summary>What an answered call survives.</summary>
public enum Durability
{
    /// <summary>Any end of the server's process: the kernel has the write.</summary>
    Process,

    /// <summary>Loss of power too: the disk has the write. Each call that changes something waits for the disk.</summary>
    Power,
}
