using MujocoMcp.Server.Arguments;

namespace MujocoMcp.Server.Scenes;

/// <summary>A model that ships with the program.</summary>
internal sealed class Scene(string name, string template)
{
    public string Name { get; } = name;

    public IReadOnlyList<SceneParameter> Parameters { get; } = [.. SceneParameter.DeclaredIn(template)];

    /// <summary>The scene's MJCF, made with the given parameters and the defaults of the others.</summary>
    /// <exception cref="Contracts.Errors.FailureException"><c>invalid_argument</c> for a parameter that is unknown or out of range.</exception>
    public string Fill(IReadOnlyList<KeyValuePair<string, double>> given)
    {
        string[] known = [.. Parameters.Select(static parameter => parameter.Name)];
        var values = Parameters.ToDictionary(static parameter => parameter.Name, static parameter => SceneParameter.Text(parameter.Default), StringComparer.Ordinal);
        foreach ((string parameter, double value) in given)
        {
            int index = Array.IndexOf(known, parameter);
            if (index < 0)
            {
                string readable = InvalidArgument.Cut(parameter);
                throw InvalidArgument.Unknown($"Scene '{Name}' has no parameter '{readable}'.", $"parameters.{readable}", parameter, known);
            }

            values[parameter] = Parameters[index].Fill(value);
        }

        return values.Aggregate(template, static (xml, value) => xml.Replace($"${{{value.Key}}}", value.Value, StringComparison.Ordinal));
    }
}
