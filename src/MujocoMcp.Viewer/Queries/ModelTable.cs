using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Queries;
using static MujocoMcp.Viewer.Queries.ElementReader;

namespace MujocoMcp.Viewer.Queries;

/// <summary>What is told of a model as a whole.</summary>
internal static class ModelTable
{
    internal static IEnumerable<ElementField> Summary(Model model)
    {
        (string Name, int Count)[] counts =
        [
            ("nq", model.Nq), ("nv", model.Nv), ("nu", model.Nu), ("na", model.Na), ("nbody", model.Nbody), ("njnt", model.Njnt), ("ngeom", model.Ngeom), ("nsite", model.Nsite),
            ("ncam", model.Ncam), ("nlight", model.Nlight), ("nsensor", model.Nsensor), ("ntendon", model.Ntendon), ("neq", model.Neq), ("nkey", model.Nkey), ("nmocap", model.Nmocap),
            ("nmat", model.Nmat), ("ntex", model.Ntex), ("nmesh", model.Nmesh),
        ];
        var mass = 0.0;
        foreach (var part in model.BodyMass)
            mass += part;
        return [.. counts.Select(static count => Integer(count.Name, count.Count)), Number("mass", mass), Number("timestep", model.Timestep)];
    }

    internal static IEnumerable<ElementField> Options(Model model)
    {
        return
        [
            Number("timestep", model.Timestep),
            Several("gravity"),
            Word("integrator", model.Option("integrator"), "Euler", "RK4", "implicit", "implicitfast"),
            Word("solver", model.Option("solver"), "PGS", "CG", "Newton"),
            Word("cone", model.Option("cone"), "pyramidal", "elliptic"),
            Word("jacobian", model.Option("jacobian"), "dense", "sparse", "auto"),
            One("iterations", FieldKind.Integer),
            One("tolerance", FieldKind.Number),
            One("impratio", FieldKind.Number),
            Several("wind"),
            Several("magnetic"),
            One("density", FieldKind.Number),
            One("viscosity", FieldKind.Number),
            One("disableflags", FieldKind.Integer),
            One("enableflags", FieldKind.Integer),
        ];

        ElementField One(string name, FieldKind kind) => model.Option(name) is { } numbers ? new(name, kind) { Numbers = numbers } : Absent(name);

        ElementField Several(string name) => Numbers(name, model.Option(name));
    }
}
