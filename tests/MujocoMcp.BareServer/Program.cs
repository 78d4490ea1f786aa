using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MujocoMcp.BareServer;

var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<NumbersTool>();
await builder.Build().RunAsync();
