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

    /// <summary>The great events as <c>events.yaml</c> has them, or null for none.</summary>
    public string? Events { get; init; }

    /// <summary>How the city judges, as <c>evaluation.yaml</c> has it, or null for what the field suggests.</summary>
    public string? Evaluation { get; init; }

    /// <summary>Reads a template from a folder; nothing when a fault is an error.</summary>
    public static CityTemplate? Load(string path, FaultList faults)
    {
        bool Has(string name) => File.Exists(Path.Combine(path, name));
        InputFile? Open(string name) =>
            Has(name) || !FolderFiles.Extras.Contains(name)
                ? InputFile.TryRead(Path.Combine(path, name), name, faults)
                : null;
        return Read(Open, faults);
    }

    /// <summary>
    /// Reads a template file by file; files that may be left out are not opened when they are not there. Whether rules
    /// and limits name what there is can be asked only of the whole city, so it is asked when that is loaded.
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
        var editions = Table(FolderFiles.Editions, RegisterReader.Editions);
        return settings is null || faults.HasErrors
            ? null
            : new CityTemplate(settings, classes, limits, units, rules)
            {
                Editions = editions,
                Events = open(FolderFiles.Events)?.Text,
                Evaluation = open(FolderFiles.Evaluation)?.Text,
            };
    }
}
