namespace MujocoMcp.Bindings.Tests.Machine;

/// <summary>A small C program: what the compiler and the C API say, to compare with.</summary>
internal sealed class CProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-c-").FullName;

    internal CProgram(string source, string includeFolder, params string[] linkerArguments)
    {
        var file = System.IO.Path.Combine(_folder, "program.c");
        File.WriteAllText(file, source);
        Path = System.IO.Path.Combine(_folder, "program");
        Run.Program("gcc", ["-O1", "-w", "-I", includeFolder, file, "-o", Path, .. linkerArguments]).Succeeded();
    }

    internal string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
