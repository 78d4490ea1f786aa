using System.CommandLine;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Chaos;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Demo;
using MujocoMcp.Server.Doctor;
using MujocoMcp.Server.Hosting;
using MujocoMcp.Server.Tools;
using MujocoMcp.Server.Top;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Server;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> Config = new("--config") { Description = "Configuration file instead of the one beside the program", HelpName = "FILE", Recursive = true };
    private static readonly Option<string?> Caps = new("--caps") { Description = $"Groups of tools to switch on, separated by commas; {string.Join(" and ", ToolGroups.AlwaysOn)} always are", HelpName = "GROUPS" };
    private static readonly Option<bool> Version = new("--version") { Description = "Show the version" };

    // Commits and files block a thread of the pool each. It begins with one a processor and takes half a second for one more: meanwhile nobody would be answered.
    private const int LeastPoolThreads = 8;

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        ThreadPool.GetMinThreads(out int workers, out int completion);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastPoolThreads), completion);
        ParseResult parsed = Describe().Parse(args);
        if (parsed.Errors.Count > 0) return await ShowUsageAsync(parsed);

        try
        {
            // The host listens to signals; two listeners would race.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (InvalidConfigurationException invalid)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: {invalid.Message}");
            return ExitCodes.WrongUsage;
        }
        catch (DataFolderException unusable)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: {unusable.Message}");
            return ExitCodes.WrongUsage;
        }
        catch (MachineLacksException lacking)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: {lacking.Message}");
            return ExitCodes.MachineLacks;
        }
    }

    private static RootCommand Describe()
    {
        var root = new RootCommand("MuJoCo for AI agents: each simulation in a process of its own, recovered bit for bit when it crashes.");
        foreach (Option builtIn in root.Options.Where(static option => option.Name == Version.Name).ToList()) root.Options.Remove(builtIn);
        root.Add(Version);
        root.Add(Config);
        root.Add(Stdio());
        root.Add(Serve());
        root.Add(DemoCommand());
        root.Add(ChaosCommand.Describe(Config));
        root.Add(DoctorCommand());
        root.Add(TopCommand.Describe(Config));
        root.Add(ToolsCommand());
        root.SetAction(static async (parsed, cancellation) =>
        {
            if (!parsed.GetValue(Version)) return await ShowUsageAsync(parsed);
            Console.WriteLine(ProductInfo.Version);
            return ExitCodes.Done;
        });
        return root;
    }

    private static async Task<int> ShowUsageAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
        await parsed.CommandResult.Command.Parse(["--help"]).InvokeAsync(new InvocationConfiguration { Output = Console.Error });
        return ExitCodes.WrongUsage;
    }

    private static Command Stdio()
    {
        var command = new Command("stdio", "Serve MCP on stdin and stdout, for the client that starts this program") { Caps };
        command.SetAction(static (parsed, _) => StdioServer.RunAsync(MachineLacksException.RequireViewer(ProgramConfiguration.Load(parsed.GetValue(Config), CapsOf(parsed)))));
        return command;
    }

    private static KeyValuePair<string, string?>[] CapsOf(ParseResult parsed)
    {
        string[] groups = (parsed.GetValue(Caps) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. groups.Select(static (group, i) => KeyValuePair.Create($"{nameof(ProgramOptions.Server)}:{nameof(ServerOptions.Caps)}:{i}", (string?)group))];
    }

    private static Command ToolsCommand()
    {
        var command = new Command("tools", "Print the guide to the tools that this configuration has (docs/tools.md)") { Caps };
        command.SetAction(static parsed =>
        {
            Console.Write(ToolGuide.Write(ToolCatalog.Of(ProgramConfiguration.Load(parsed.GetValue(Config), CapsOf(parsed)))));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Serve()
    {
        var url = new Option<string?>("--http") { Description = "Where to listen (http://127.0.0.1:8080); MCP is at /mcp there", HelpName = "URL" };
        var command = new Command("serve", "Serve MCP over Streamable HTTP, to any number of clients") { url, Caps };
        command.SetAction((parsed, _) =>
        {
            KeyValuePair<string, string?>[] given = parsed.GetValue(url) is { } address ? [new("Http:Url", address), .. CapsOf(parsed)] : CapsOf(parsed);
            return HttpServer.RunAsync(MachineLacksException.RequireViewer(ProgramConfiguration.Load(parsed.GetValue(Config), given)));
        });
        return command;
    }

    private static Command DemoCommand()
    {
        var isolation = new Option<string>("--isolation") { Description = "How sessions are kept apart; left out: one way after the other" };
        isolation.AcceptOnlyFromAmong([.. Isolation.All]);
        var command = new Command("demo", "Three simulations side by side; one is killed and comes back bit for bit") { isolation };
        command.SetAction((parsed, cancellation) =>
        {
            MachineLacksException.RequireViewer(ProgramConfiguration.Load(parsed.GetValue(Config)));
            return CrashDemo.RunAsync(parsed.GetValue(isolation) is { } one ? [one] : Isolation.All, parsed.GetValue(Config), cancellation);
        });
        return command;
    }

    private static Command DoctorCommand()
    {
        var command = new Command("doctor", "Show what is on this machine, what is missing and how to get it");
        command.SetAction(static (parsed, cancellation) => MachineReport.RunAsync(ProgramConfiguration.Load(parsed.GetValue(Config)), cancellation));
        return command;
    }
}
