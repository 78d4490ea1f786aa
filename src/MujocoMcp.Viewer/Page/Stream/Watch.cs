using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>What a client wants to see.</summary>
/// <param name="ModelId">The model, as its session knows it; null for nothing.</param>
/// <param name="IsChosen">False while the client takes what there is.</param>
/// <param name="MaxFps">Frames a second at most.</param>
/// <param name="Options">What is drawn; null until it is known what can be.</param>
internal sealed record Watch(string? ModelId, bool IsChosen, int MaxFps, SceneOptions? Options)
{
    internal const int MostFps = 60;

    internal static readonly Watch Anything = new(null, false, MostFps, null);
}
