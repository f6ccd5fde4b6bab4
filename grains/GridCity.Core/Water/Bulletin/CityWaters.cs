using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;

namespace GridCity.Core.Water;

/// <summary>A chief (河长) of a water, with every how many days it has to be walked.</summary>
internal sealed record Duty(string Chief, Tier Tier, int? Days);

/// <summary>A water of a city: its reaches, sections and chiefs.</summary>
internal sealed record CityWater(string Id, string Name, string NameZh, WaterKind Kind)
{
    /// <summary>The names by which a patrol may say that it walked the water: its own and those of its reaches.</summary>
    public required IReadOnlySet<string> Subjects { get; init; }

    /// <summary>The sections, by id.</summary>
    public required IReadOnlyList<MonitoringSection> Sections { get; init; }

    /// <summary>The chiefs, from the highest tier down.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }
}

/// <summary>
/// The waters of a city by its layers <c>rivers</c> and <c>lakes</c> and by its sections. Reaches (河段) of one water have an
/// attribute <c>water</c>, and <c>water_name</c> and <c>water_name_zh</c> say what it is called; <c>chief_district</c>,
/// <c>chief_street</c> and <c>chief_community</c> name its chiefs, and
/// <c>patrol_days_district</c> and so on how often they walk, where that is not as in the policy.
/// </summary>
internal static class CityWaters
{
    private static readonly Tier[] Tiers = [Tier.District, Tier.Street, Tier.Community];

    public static IReadOnlyList<CityWater> Of(City city) =>
        [.. Of(city, WaterKind.River, "rivers"), .. Of(city, WaterKind.Lake, "lakes")];

    private static IEnumerable<CityWater> Of(City city, WaterKind kind, string layer)
    {
        var reaches = city.Layers.Where(known => known.Name == layer)
            .SelectMany(known => known.Features)
            .ToLookup(reach => reach.Attributes.GetValueOrDefault("water") ?? reach.Id, StringComparer.Ordinal);
        var sections = city.Sections.Values.Where(section => section.Kind == kind)
            .OrderBy(section => section.Id, StringComparer.Ordinal)
            .ToLookup(section => WaterOf(section, reaches), StringComparer.Ordinal);
        return reaches.Select(water => water.Key).Union(sections.Select(water => water.Key))
            .Order(StringComparer.Ordinal)
            .Select(id => Water(city, kind, id, [.. reaches[id]], [.. sections[id]]));
    }

    // A section may name the water or one of its reaches.
    private static string WaterOf(MonitoringSection section, ILookup<string, Feature> reaches) =>
        reaches.FirstOrDefault(water => water.Any(reach => reach.Id == section.Water))?.Key ?? section.Water;

    private static CityWater Water(City city, WaterKind kind, string id, List<Feature> reaches, List<MonitoringSection> sections)
    {
        var name = NameOf(reaches, id, "name") ?? id;
        return new CityWater(id, name, NameOf(reaches, id, "name_zh") ?? name, kind)
        {
            Subjects = reaches.Select(reach => reach.Id).Append(id).ToHashSet(StringComparer.Ordinal),
            Sections = sections,
            Duties = [.. Tiers.SelectMany(tier => Duties(city, reaches, tier))],
        };
    }

    // A reach that bears the water's id, or is all of it, has its name; the name of one reach of several is not that of the water.
    private static string? NameOf(List<Feature> reaches, string id, string attribute) =>
        reaches.Select(reach => reach.Attributes.GetValueOrDefault("water_" + attribute)).FirstOrDefault(name => name is not null)
        ?? reaches.FirstOrDefault(reach => reach.Id == id || reaches.Count == 1)?.Attributes.GetValueOrDefault(attribute);

    // A chief of several reaches of one water has one duty, the strictest of them.
    private static IEnumerable<Duty> Duties(City city, List<Feature> reaches, Tier tier)
    {
        var word = tier.ToString().ToLowerInvariant();
        return reaches
            .Where(reach => reach.Attributes.ContainsKey("chief_" + word))
            .GroupBy(reach => reach.Attributes["chief_" + word], StringComparer.Ordinal)
            .OrderBy(chief => chief.Key, StringComparer.Ordinal)
            .Select(chief => new Duty(chief.Key, tier, chief.Min(reach => Days(city, reach, word, tier))));
    }

    private static int? Days(City city, Feature reach, string word, Tier tier) =>
        reach.Attributes.TryGetValue("patrol_days_" + word, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0
            ? days
            : city.Policy.Water.PatrolDays(tier);
}
