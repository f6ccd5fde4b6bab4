using System.CommandLine;
using GridCity.Silo;

// Whoever stops the server waits until what it holds is saved; a second Ctrl-C ends it at once and loses only time.
var settings = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };
return await CommandLine.Build(Server.RunAsync).Parse(args).InvokeAsync(settings);
