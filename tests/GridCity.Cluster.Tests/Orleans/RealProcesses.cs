using Xunit;

namespace GridCity.Cluster.Tests.Orleans;

/// <summary>Tests that start and kill whole clusters: one after the other, when the machine is free of the other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses
{
    public const string Name = "real processes";
}
