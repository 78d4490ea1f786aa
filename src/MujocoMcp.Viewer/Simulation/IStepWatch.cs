namespace MujocoMcp.Viewer.Simulation;

/// <summary>What goes on between the steps of a command. Allocates nothing.</summary>
internal interface IStepWatch
{
    /// <summary>Called before each step: may set controls.</summary>
    /// <param name="done">Steps of this command that are done.</param>
    void Before(long done);

    /// <summary>Called after each good step.</summary>
    /// <param name="done">Steps of this command that are done.</param>
    /// <returns>True where the command is to end here.</returns>
    bool After(long done);
}

/// <summary>Nothing goes on: as a type of its own it costs a step nothing.</summary>
internal readonly struct NoWatch : IStepWatch
{
    public void Before(long done)
    {
    }

    public bool After(long done) => false;
}
