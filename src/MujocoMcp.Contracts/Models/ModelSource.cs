namespace MujocoMcp.Contracts.Models;

/// <summary>The source closure of a model: its XML and every file that the XML names.</summary>
/// <param name="Xml">The main MJCF (or URDF) file.</param>
/// <param name="Files">Includes and assets, each under the name by which the XML refers to it.</param>
public sealed record ModelSource(string Xml, SourceFile[] Files);

/// <summary>A file of a <see cref="ModelSource"/>.</summary>
/// <param name="Name">As the XML names it.</param>
/// <param name="Content">The bytes.</param>
public sealed record SourceFile(string Name, byte[] Content);
