namespace MujocoMcp.Server.Prompts;

/// <summary>What a prompt is filled with.</summary>
/// <param name="Name">As clients and the prompt's <c>${NAME}</c> write it.</param>
/// <param name="IsRequired">Whether it must be given; a line that names one which isn't is left out.</param>
/// <param name="Description">For people.</param>
internal sealed record PromptArgument(string Name, bool IsRequired, string Description);
