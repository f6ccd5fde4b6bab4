using GridCity.Silo;

return await CommandLine.Build(Server.RunAsync).Parse(args).InvokeAsync();
