using GridCity.Core.Cities;
using GridCity.Core.Rules;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// What a city has beside its land: settings, classes, limits, units and rules, from files like those of a city folder.
/// Cities that are built from boundaries take it from a folder that people wrote.
/// </summary>
public sealed record CityTemplate(
    CitySettings Settings,
    IReadOnlyList<CaseClass> Classes,
    IReadOnlyList<LimitRow> Limits,
    IReadOnlyList<Unit> Units,
    IReadOnlyList<Rule> Rules)
{
    /// <summary>What codes of older editions became.</summary>
    public IReadOnlyList<EditionRow> Editions { get; init; } = [];

    /// <summary>Reads a template from a folder; nothing when a fault is an error.</summary>
    public static CityTemplate? Load(string path, FaultList faults) =>
        Read(name => InputFile.TryRead(Path.Combine(path, name), name, faults), faults);

    /// <summary>
    /// Reads a template file by file. Whether rules and limits name what there is can be asked only of the whole city,
    /// so it is asked when that is loaded.
    /// </summary>
    internal static CityTemplate? Read(Func<string, InputFile?> open, FaultList faults)
    {
        List<T> Table<T>(string name, Func<InputFile, FaultList, List<Lined<T>>> read) =>
            open(name) is { } file ? read(file, faults).ConvertAll(item => item.Value) : [];
        var settings = open(FolderFiles.Settings) is { } yaml ? SettingsReader.Read(yaml, faults) : null;
        var classes = Table(FolderFiles.Classes, TableReader.Classes);
        var limits = Table(FolderFiles.Limits, TableReader.Limits);
        var units = Table(FolderFiles.Units, TableReader.Units);
        var rules = Table(FolderFiles.Rules, RuleReader.Read);
        return settings is null || faults.HasErrors ? null : new CityTemplate(settings, classes, limits, units, rules);
    }
}
