using GridCity.Core.Cities;
using GridCity.Simulation.Compare;
using GridCity.Simulation.Demand;
using GridCity.Simulation.Formats;

namespace GridCity.Silo.Planning;

/// <summary>The scenarios that planners may choose from.</summary>
internal sealed class ScenarioShelf(City city, string folder)
{
    /// <summary>The names of the scenarios: those of the program, and the files in the city's folder of scenarios.</summary>
    public IReadOnlyList<string> Scenarios => [.. ScenarioReader.Shipped.Concat(Own.Keys).Order(StringComparer.Ordinal)];

    private Dictionary<string, string> Own => Directory.Exists(Path.Combine(folder, "scenarios"))
        ? Directory.GetFiles(Path.Combine(folder, "scenarios"), "*.yaml")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
        : [];

    /// <summary>A scenario with its changes, or a sentence about what is wrong with it.</summary>
    public (Scenario? Scenario, string? Fault) Read(string name, int? days, IReadOnlyList<PlannedChange> changes)
    {
        var faults = new FaultList();
        var scenario = Own.TryGetValue(name, out var file) ? ScenarioReader.ReadFile(file, city, faults)
            : ScenarioReader.Shipped.Contains(name) ? ScenarioReader.ReadShipped(name, city, faults)
            : null;
        if (scenario is null)
        {
            return (null, faults.ToList().Count > 0
                ? $"The scenario '{name}' does not fit this city: {faults.ToList()[0]}"
                : $"There is no scenario '{name}'; there are {string.Join(", ", Scenarios)}.");
        }
        scenario = days is { } wanted ? scenario with { Days = wanted } : scenario;
        try
        {
            return (changes.Aggregate(scenario, (made, change) => Sweep.Change(city, made, change.What, change.Value)), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }
}
