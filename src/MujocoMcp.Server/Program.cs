using MujocoMcp.Server.Hosting;

return await CommandLine.RunAsync(args);
