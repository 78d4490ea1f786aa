using MujocoMcp.Server;

return await CommandLine.RunAsync(args);
