using GridCity.Benchmarks.Space;

return LocateBenchmark.Run(args);
