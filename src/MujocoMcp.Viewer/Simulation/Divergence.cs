using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The number that shows that a step made the simulation diverge.</summary>
/// <param name="Warning">MuJoCo's warning: <c>BADQPOS</c>, <c>BADQVEL</c>, <c>BADQACC</c>; <c>BADACT</c> for an activation.</param>
/// <param name="Index">Where in qpos, qvel, qacc or act.</param>
/// <param name="Number">The number; null where MuJoCo has overwritten it.</param>
internal sealed record Divergence(string Warning, int Index, double? Number)
{
    /// <summary>Looks at the state after a step; null where all is well.</summary>
    /// <remarks>MuJoCo checks before and inside a step, and resets the data when it finds something: its counters are all that is left then.</remarks>
    internal static Divergence? After(Data data)
    {
        if (data.WarningNumber(DataWarning.BadQpos) > 0)
            return new("BADQPOS", data.WarningLastInfo(DataWarning.BadQpos), null);
        if (data.WarningNumber(DataWarning.BadQvel) > 0)
            return new("BADQVEL", data.WarningLastInfo(DataWarning.BadQvel), null);
        if (data.WarningNumber(DataWarning.BadQacc) > 0)
            return new("BADQACC", data.WarningLastInfo(DataWarning.BadQacc), null);
        return In("BADQPOS", data.Qpos) ?? In("BADQVEL", data.Qvel) ?? In("BADACT", data.Act);
    }

    /// <summary>As it is reported, once the data stands at the last good state again.</summary>
    /// <param name="simulated">The simulation, at its last good state.</param>
    /// <param name="stepsDone">Good steps of this command.</param>
    internal Failure ToFailure(SimulatedModel simulated, long stepsDone)
    {
        var (joint, dof) = Place(simulated.Model);
        var label = joint is { } id ? simulated.Names.Label(ObjectType.Joint, id) : null;
        var step = simulated.Step + 1;
        return new(ErrorCode.SimulationDiverged, string.Create(
            CultureInfo.InvariantCulture,
            $"The simulation diverged at step {step} ({Warning} at index {Index}{(label is null ? "" : $", joint '{label}'")}); it stands at the last good step."))
        {
            Details = new()
            {
                Warning = Warning,
                Step = step,
                Time = simulated.Data.Time + simulated.Model.Timestep,
                Joint = label,
                Dof = dof,
                Number = Number is { } number && double.IsFinite(number) ? number : null,
            },
            Suggestions =
            [
                "Use a smaller timestep, or the implicit integrator, in <option>.",
                "Reduce gains and controls, or add damping or armature to the joint.",
            ],
            StepsDone = stepsDone,
        };
    }

    private static Divergence? In(string warning, ReadOnlySpan<double> values)
    {
        var index = BadNumbers.FirstIn(values);
        return index < 0 ? null : new(warning, index, values[index]);
    }

    private (int? Joint, int? Dof) Place(Model model)
    {
        if (Warning == "BADACT")
            return (null, null);
        if (Warning != "BADQPOS")
            return Index < model.Nv ? (model.DofJntid[Index], Index) : (null, null);
        for (var joint = model.Njnt - 1; joint >= 0; joint--)
        {
            var offset = Index - model.JntQposadr[joint];
            if (offset < 0)
                continue;
            // A quaternion has one number more than its velocity.
            var dofs = model.JntType[joint] switch { JointType.Free => 6, JointType.Ball => 3, _ => 1 };
            return (joint, model.JntDofadr[joint] + Math.Min(offset, dofs - 1));
        }

        return (null, null);
    }
}
