using System.CommandLine;
using GridCity.Core.Cities;
using GridCity.Simulation.Cities;
using GridCity.Simulation.Formats;

namespace GridCity.Client.Commands;

/// <summary>The option that names a city folder, for commands that need no server.</summary>
internal static class CityFolderOption
{
    private const int FaultsShown = 20;

    /// <summary>Makes the option.</summary>
    public static Option<string> Create(bool isRequired, string description) => new("--city")
    {
        Description = description,
        HelpName = "folder",
        Required = isRequired,
    };

    /// <summary>Loads the folder; its warnings go to the error stream.</summary>
    /// <exception cref="UsageException">The city is refused; the message lists its errors by file and line.</exception>
    public static City Load(Invocation given, string path)
    {
        // Gaps and overlaps were looked for when the city was built, and do not change where rules lead.
        var load = CityFolder.Load(path, new LoadOptions { CheckCoverage = false });
        if (load.City is { } city)
        {
            foreach (var fault in load.Faults.Where(fault => !given.IsJson && fault.File.EndsWith(".yaml", StringComparison.Ordinal)))
            {
                given.Terminal.Error.WriteLine(fault.ToString());
            }
            return city;
        }
        throw new UsageException($"The city '{path}' is refused:" + Listed(load.Faults));
    }

    /// <summary>The errors of a file, a line each.</summary>
    public static string Listed(IReadOnlyList<Fault> faults)
    {
        var errors = faults.Where(fault => fault.Severity == Severity.Error).ToList();
        var shown = string.Concat(errors.Take(FaultsShown).Select(fault => "\n  " + fault));
        return errors.Count > FaultsShown ? $"{shown}\n  and {errors.Count - FaultsShown} more." : shown;
    }
}
