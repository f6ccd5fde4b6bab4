using GridCity.Client;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
