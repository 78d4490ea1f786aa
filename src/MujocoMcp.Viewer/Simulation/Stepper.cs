using System.Globalization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>Advances a simulation, and stops at a step boundary for a cancel, an exhausted budget or a divergence.</summary>
/// <param name="Progress">Told after each step.</param>
/// <param name="Turn">Shared after each step.</param>
/// <param name="Interjections">Done between steps.</param>
/// <param name="BudgetMs">Wall time that the steps may take together.</param>
/// <param name="CancellationToken">Asked before each step.</param>
internal readonly record struct Stepper(Progress Progress, Turn Turn, Interjections Interjections, double BudgetMs, CancellationToken CancellationToken)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    /// <summary>How far it came.</summary>
    /// <param name="StepsDone">Good steps.</param>
    /// <param name="Cancelled">True where a cancel ended it.</param>
    /// <param name="Failure">Why it ended early otherwise.</param>
    internal readonly record struct Run(long StepsDone, bool Cancelled, Failure? Failure);

    /// <summary>How many steps an operation asks for.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="timestep">The model's, s.</param>
    /// <exception cref="FailureException"><c>invalid_argument</c>.</exception>
    internal static long Count(Step operation, double timestep)
    {
        if (operation is { Steps: not null, Duration: not null })
            throw Fail.InvalidArgument("duration", Text(operation.Duration.Value), "Both steps and duration are given.", "either steps or a duration");
        if (operation.Duration is { } duration)
            return Count(duration, timestep, operation.MaxSteps, "duration");
        var steps = operation.Steps ?? 1;
        if (steps < 1)
            throw Fail.InvalidArgument("steps", Text(steps), "There is nothing to do in less than one step.", "a whole number from 1");
        return steps <= operation.MaxSteps ? steps : throw TooMany("steps", Text(steps), operation.MaxSteps, $"at most {Text(operation.MaxSteps)}");
    }

    /// <summary>How many steps an operation may take.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="timestep">The model's, s.</param>
    /// <exception cref="FailureException"><c>invalid_argument</c>.</exception>
    internal static long Count(RunUntil operation, double timestep) => Count(operation.MaxTime, timestep, operation.MaxSteps, "max_time");

    /// <summary>Advances by so many steps, up to the last one that was good, or until the watch ends it.</summary>
    internal Run Advance<TWatch>(SimulatedModel simulated, long steps, WarningTally tally, TWatch watch)
        where TWatch : IStepWatch
    {
        var data = simulated.Data;
        var good = new byte[data.IntegrationStateSize];
        // A timer's flag costs a step a nanosecond; to read the clock costs it forty.
        using var budget = StartBudget();
        for (var done = 0L; done < steps; done++)
        {
            if (CancellationToken.IsCancellationRequested)
                return new(done, true, null);
            if (budget.IsCancellationRequested)
                return new(done, false, OutOfTime(done, steps));

            // Before the watch has set controls: a step that fails leaves none of its own behind, as if it had never begun.
            data.SaveIntegrationState(good);
            watch.Before(done);
            simulated.TakeStep();
            if (Divergence.After(data) is { } divergence)
            {
                data.RestoreIntegrationState(good);
                simulated.Moved(simulated.Step);
                if (divergence is { Warning: "BADQACC", Number: null })
                    divergence = divergence with { Number = BadAcceleration(data, divergence.Index, good) };
                return new(done, false, divergence.ToFailure(simulated, done));
            }

            simulated.Moved(simulated.Step + 1);
            tally.Note(simulated.Step);
            Progress.Stepped(done + 1, data.Time);
            Turn.Share(Progress);
            Interjections.Run();
            if (watch.After(done + 1))
                return new(done + 1, false, null);
        }

        return new(steps, false, null);
    }

    /// <summary>Repeats exactly what was done before, divergence rules, ends and budgets aside: the same steps give the same bits.</summary>
    internal Run Repeat<TWatch>(SimulatedModel simulated, long steps, WarningTally tally, TWatch watch)
        where TWatch : IStepWatch
    {
        for (var done = 0L; done < steps; done++)
        {
            if (CancellationToken.IsCancellationRequested)
                return new(done, true, null);
            watch.Before(done);
            simulated.TakeStep();
            simulated.Moved(simulated.Step + 1);
            tally.Note(simulated.Step);
            Progress.Stepped(done + 1, simulated.Data.Time);
            Turn.Share(Progress);
        }

        return new(steps, false, null);
    }

    private static long Count(double duration, double timestep, long maxSteps, string argument)
    {
        var count = Math.Round(duration / timestep);
        if (!(count >= 1))
            throw Fail.InvalidArgument(argument, Text(duration), $"The {argument} isn't worth a single step.", $"seconds, at least half the timestep of {Text(timestep)}");
        return count <= maxSteps ? (long)count : throw TooMany(argument, Text(duration), maxSteps, $"at most {Text(maxSteps * timestep)} s");
    }

    private static FailureException TooMany(string argument, string value, long maxSteps, string expected) =>
        Fail.InvalidArgument(argument, value, $"One call takes at most {Text(maxSteps)} steps.", expected);

    private CancellationTokenSource StartBudget() => BudgetMs < LongestTimer.TotalMilliseconds
        ? new(TimeSpan.FromMilliseconds(Math.Max(0, BudgetMs)))
        : new();

    // MuJoCo has reset the data and evaluated it anew: the acceleration that it found bad has to be found again.
    private static double? BadAcceleration(Bindings.Data data, int dof, byte[] good)
    {
        data.Forward();
        double? found = dof < data.Qacc.Length && BadNumbers.IsBad(data.Qacc[dof]) ? data.Qacc[dof] : null;
        data.RestoreIntegrationState(good);
        return found;
    }

    private Failure OutOfTime(long done, long steps) => new(ErrorCode.BudgetExceeded, string.Create(
        CultureInfo.InvariantCulture, $"The time for one call ({BudgetMs:0} ms) ran out after {done} of {steps} steps; these are kept."))
    {
        StepsDone = done,
        Suggestions = [string.Create(CultureInfo.InvariantCulture, $"Go on with {steps - done} steps, in calls of at most {Math.Max(1, done)}.")],
    };

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
