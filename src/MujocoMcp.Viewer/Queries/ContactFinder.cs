using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Queries;

/// <summary>Finds what touches what, at the present state.</summary>
internal static class ContactFinder
{
    /// <exception cref="FailureException"><c>unknown_name</c>.</exception>
    internal static ContactsFound Find(SimulatedModel simulated, FindContacts query)
    {
        var bodies = Bodies(simulated, query.Bodies);
        simulated.Evaluate();
        var data = simulated.Data;
        var strengths = new List<(int Index, double Force)>();
        Span<double> wrench = stackalloc double[6];
        for (var i = 0; i < data.Ncon; i++)
        {
            var contact = data.GetContact(i);
            if (bodies is not null && !IsOf(simulated.Model, contact.Geom1, bodies) && !IsOf(simulated.Model, contact.Geom2, bodies))
                continue;
            data.ContactForce(i, wrench);
            if (wrench[0] >= query.MinForce)
                strengths.Add((i, wrench[0]));
        }

        return new(
            [.. strengths.OrderByDescending(static contact => contact.Force).ThenBy(static contact => contact.Index).Take(query.Limit).Select(contact => Describe(simulated, contact.Index))],
            strengths.Count);
    }

    private static HashSet<int>? Bodies(SimulatedModel simulated, string[] names)
    {
        if (names.Length == 0)
            return null;
        var bodies = new HashSet<int>();
        for (var i = 0; i < names.Length; i++)
        {
            int[] matching = [.. simulated.Names.Matching(ObjectType.Body, names[i])];
            if (matching.Length == 0)
                throw simulated.Names.Unknown(ObjectType.Body, names[i], $"bodies[{i}]");
            bodies.UnionWith(matching);
        }

        return bodies;
    }

    private static bool IsOf(Model model, int geom, HashSet<int> bodies) => geom >= 0 && bodies.Contains(model.GeomBodyid[geom]);

    private static ContactDescription Describe(SimulatedModel simulated, int index)
    {
        var data = simulated.Data;
        var contact = data.GetContact(index);
        var wrench = new double[6];
        data.ContactForce(index, wrench);
        // The frame's rows are its axes in the world: the normal, from geom 1 to geom 2, and two tangents.
        var frame = data.ContactFrame(index);
        var force = new double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            for (var i = 0; i < 3; i++)
                force[i] += frame[(3 * axis) + i] * wrench[axis];
        }

        return new(
            Geom(contact.Geom1), Geom(contact.Geom2), Body(contact.Geom1), Body(contact.Geom2),
            [contact.X, contact.Y, contact.Z], contact.Distance, wrench[0], force);

        string? Geom(int geom) => geom < 0 ? null : simulated.Names.Label(ObjectType.Geom, geom);

        string? Body(int geom) => geom < 0 ? null : simulated.Names.Label(ObjectType.Body, simulated.Model.GeomBodyid[geom]);
    }
}
