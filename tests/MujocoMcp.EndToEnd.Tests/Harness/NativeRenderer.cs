using System.Globalization;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>A plain C program that draws what <c>render</c> draws, with the same calls and settings (<c>Renderer.c</c>).</summary>
internal sealed class NativeRenderer
{
    private readonly string _program;

    private NativeRenderer(string program) => _program = program;

    public static async Task<NativeRenderer> CompileAsync(string folder)
    {
        var program = Path.Combine(folder, "renderer");
        await Native.RunAsync("gcc", "-O2", "-w", "-o", program, Path.Combine(Repository.Root, "tests/MujocoMcp.EndToEnd.Tests/Harness/Renderer.c"), "-lmujoco", "-l:libEGL.so.1");
        return new(program);
    }

    public async Task<PicturePace> MeasureAsync(string model, int pictures)
    {
        var output = await Native.RunAsync("env", $"LP_NUM_THREADS={Math.Min(Environment.ProcessorCount, 4)}", "MESA_SHADER_CACHE_DISABLE=true", _program, model, pictures.ToString(CultureInfo.InvariantCulture));
        var figures = output.Split(' ').Select(static figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[0], figures[1]);
    }
}
