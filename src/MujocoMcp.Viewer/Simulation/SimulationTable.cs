using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The models of this process by their ids. For whoever has the turn.</summary>
internal sealed class SimulationTable
{
    private readonly Dictionary<string, SimulatedModel> _byId = new(StringComparer.Ordinal);

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

    /// <summary>Puts a model in the place of an earlier one of the same id, which is freed.</summary>
    internal void Put(string modelId, SimulatedModel simulated)
    {
        Remove(modelId);
        _byId.Add(modelId, simulated);
    }

    internal void Remove(string modelId)
    {
        if (_byId.Remove(modelId, out var earlier))
            earlier.Dispose();
    }

    /// <summary>Frees every model whose id begins so.</summary>
    internal void RemoveAll(string prefix)
    {
        foreach (var modelId in _byId.Keys.Where(known => known.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            Remove(modelId);
    }
}
