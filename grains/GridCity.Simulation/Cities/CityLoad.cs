using GridCity.Core.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// What loading a city folder came to: the city, unless a fault is an error, and every fault. A city with warnings only
/// is there.
/// </summary>
public sealed record CityLoad(City? City, IReadOnlyList<Fault> Faults);

/// <summary>What to check when a city folder is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>
    /// Whether cells are held against each other for overlaps and gaps. That takes longer than everything else
    /// together, so a server that opens a folder which was checked before may leave it out.
    /// </summary>
    public bool CheckCoverage { get; init; } = true;

    /// <summary>How many faults of one file are listed; the rest are counted.</summary>
    public int FaultsPerFile { get; init; } = 1_000;
}
