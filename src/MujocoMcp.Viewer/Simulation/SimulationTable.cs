using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The models of this process by their ids. For whoever has the turn.</summary>
internal sealed class SimulationTable
{
    private readonly Dictionary<string, SimulatedModel> _byId = new(StringComparer.Ordinal);

    /// <summary>Rises whenever a model comes or goes.</summary>
    internal long Version { get; private set; } = 1;

    /// <summary>The simulation of a model.</summary>
    /// <exception cref="FailureException"><c>unknown_model</c>.</exception>
    internal SimulatedModel Require(string modelId)
    {
        if (_byId.TryGetValue(modelId, out var simulated))
            return simulated;
        string[] known = [.. _byId.Keys.Order(StringComparer.Ordinal).Take(32)];
        throw new FailureException(new(ErrorCode.UnknownModel, $"There is no model '{modelId}'.")
        {
            Details = new() { Argument = "model_id", Value = modelId, Known = known, Close = CloseNames.To(modelId, known) },
            Suggestions = known.Length == 0 ? ["Load a model first."] : [$"Use one of the known models."],
        });
    }

    /// <summary>The simulation of a model; null where there is none.</summary>
    internal SimulatedModel? Find(string modelId) => _byId.GetValueOrDefault(modelId);

    /// <summary>The simulations whose ids begin so, oldest first.</summary>
    internal IEnumerable<(string ModelId, SimulatedModel Simulated)> Loaded(string prefix) =>
        from one in _byId
        where one.Key.StartsWith(prefix, StringComparison.Ordinal)
        orderby one.Value.Generation
        select (one.Key, one.Value);

    /// <summary>The last of them; null where there is none.</summary>
    internal (string ModelId, SimulatedModel Simulated)? Newest(string prefix) => Loaded(prefix).Select(static one => ((string, SimulatedModel)?)one).LastOrDefault();

    /// <summary>True where a simulation is still here.</summary>
    internal bool Holds(SimulatedModel simulated) => _byId.ContainsValue(simulated);

    /// <summary>Puts a model in the place of an earlier one of the same id, which is freed.</summary>
    internal void Put(string modelId, SimulatedModel simulated)
    {
        Remove(modelId);
        _byId.Add(modelId, simulated);
        Version++;
    }

    /// <summary>Frees a model; false where it isn't there.</summary>
    internal bool Remove(string modelId)
    {
        if (!_byId.Remove(modelId, out var earlier))
            return false;
        earlier.Dispose();
        Version++;
        return true;
    }

    /// <summary>Frees every model whose id begins so.</summary>
    internal void RemoveAll(string prefix)
    {
        foreach (var modelId in _byId.Keys.Where(known => known.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            Remove(modelId);
    }
}
