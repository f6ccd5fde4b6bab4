using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Formats;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities;

/// <summary>
/// Holds editions, registers, sections and waters against the rest of a folder, and makes layers of what has a place.
/// </summary>
internal static class RegisterChecks
{
    /// <summary>The attributes of waters that name a river chief, by tier.</summary>
    private static readonly string[] ChiefAttributes = ["chief_district", "chief_street", "chief_community"];

    /// <summary>What a code became is a class of this city, or a code of an edition between; and nothing goes round.</summary>
    public static void Editions(
        List<Lined<EditionRow>> rows, IReadOnlyDictionary<string, CaseClass> classes, FileFaults faults)
    {
        var byCode = rows.Select(item => item.Value).DistinctBy(row => (row.FromEdition, row.FromCode))
            .ToDictionary(row => (row.FromEdition, row.FromCode));
        foreach (var (row, line) in rows.Select(item => (item.Value, item.Line)))
        {
            if (classes.GetValueOrDefault(row.FromCode) is { } own && own.Edition == row.FromEdition)
            {
                faults.Error(line, "from_code", $"is '{row.FromCode}', a class of this city itself. Remove the row.");
            }
            if (row is not { ToEdition: { } edition, ToCode: { } code } || classes.Count == 0)
            {
                continue;
            }
            var isClass = classes.GetValueOrDefault(code) is { } known && known.Edition == edition;
            if (!isClass && !byCode.ContainsKey((edition, code)))
            {
                var codes = classes.Values.Where(known => known.Edition == edition).Select(known => known.Code);
                faults.Error(
                    line, "to_code", $"is '{code}', which is no class of the edition '{edition}'.{Nearest.Hint(code, codes)}");
            }
            else if (IsCircle(row, byCode))
            {
                faults.Error(
                    line, "to_code", $"leads from '{row.FromCode}' of '{row.FromEdition}' back to itself. Break the circle.");
            }
        }
    }

    /// <summary>Sources name units and lie in the city.</summary>
    public static void Sources(
        List<Lined<Source>> sources, IReadOnlyDictionary<string, Unit> units, MetrePlane plane, Grid? grid, FileFaults faults)
    {
        foreach (var (source, line) in sources.Select(item => (item.Value, item.Line)))
        {
            if (units.Count > 0 && source.Unit.Length > 0 && !units.ContainsKey(source.Unit))
            {
                faults.Error(
                    line,
                    "unit",
                    $"is '{source.Unit}', which {FolderFiles.Units} does not have.{Nearest.Hint(source.Unit, units.Keys)}");
            }
            CheckPlace(source.Id, source.Place, line, plane, grid, faults);
        }
    }

    /// <summary>Sections lie in a river or lake that a layer has.</summary>
    public static void Sections(
        List<Lined<MonitoringSection>> sections,
        IReadOnlyList<Layer> layers,
        MetrePlane plane,
        Grid? grid,
        FileFaults faults)
    {
        foreach (var (section, line) in sections.Select(item => (item.Value, item.Line)))
        {
            var name = section.Kind == WaterKind.Lake ? FolderFiles.LakeLayer : FolderFiles.RiverLayer;
            var waters = layers.Where(layer => layer.Name == name).SelectMany(layer => layer.Features)
                .SelectMany(feature => new[] { feature.Id, feature.Attributes.GetValueOrDefault("water") })
                .OfType<string>().ToHashSet();
            if (!waters.Contains(section.Water))
            {
                faults.Error(
                    line, "water", $"is '{section.Water}', which the layer {name} does not have.{Nearest.Hint(section.Water, waters)}");
            }
            CheckPlace(section.Id, section.Place, line, plane, grid, faults);
        }
    }

    /// <summary>The chiefs of rivers and lakes are river chiefs of the roster.</summary>
    public static void Waters(IReadOnlyList<Layer> layers, List<Lined<InspectorRow>> people, FaultList faults)
    {
        var chiefs = people.Where(row => row.Value.Kind == PatrolKind.RiverChief).Select(row => row.Value.Id).ToHashSet();
        foreach (var layer in layers.Where(layer => layer.Name is FolderFiles.RiverLayer or FolderFiles.LakeLayer))
        {
            foreach (var feature in layer.Features)
            {
                foreach (var attribute in ChiefAttributes)
                {
                    if (feature.Attributes.GetValueOrDefault(attribute) is { } chief && !chiefs.Contains(chief))
                    {
                        faults.In($"{FolderFiles.Layers}/{layer.Name}.geojson").Error(
                            0,
                            attribute,
                            $"of '{feature.Id}' is '{chief}', no river-chief of {FolderFiles.Inspectors}.{Nearest.Hint(chief, chiefs)}");
                    }
                }
            }
        }
    }

    /// <summary>What a missed target becomes is a case of a class, and comes by a channel, of this city.</summary>
    public static void WaterPolicy(
        CitySettings settings, IReadOnlyDictionary<string, CaseClass> classes, FileFaults faults)
    {
        var policy = settings.Policy.Water;
        void Check(string key, string? name, IReadOnlyCollection<string> known, string kind)
        {
            if (name is not null && known.Count > 0 && !known.Contains(name))
            {
                faults.Error(0, "water." + key, $"is '{name}', which is no {kind} of this city.{Nearest.Hint(name, known)}");
            }
        }
        Check("exceedance_class", policy.ExceedanceClass, [.. classes.Keys], "class");
        Check("black_odour_class", policy.BlackOdourClass, [.. classes.Keys], "class");
        Check("channel", policy.Channel, [.. settings.Channels.Select(channel => channel.Id)], "channel");
    }

    /// <summary>The registers as a layer of points whose attributes rules may name.</summary>
    public static Layer LayerOf(IEnumerable<Source> sources, MetrePlane plane) =>
        new(FolderFiles.SourceLayer, [.. sources.Select(source => Point(source.Id, source.Place, plane,
        [
            ("kind", source.Kind), ("name", source.Name), ("name_zh", source.NameZh), ("unit", source.Unit),
            ("patrol_days", source.PatrolDays?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("since", source.Since is { } since ? Words.Of(since) : null),
            ("until", source.Until is { } until ? Words.Of(until) : null),
        ]) with { Since = source.Since, Until = source.Until })]);

    /// <summary>The sections as a layer of points.</summary>
    public static Layer LayerOf(IEnumerable<MonitoringSection> sections, MetrePlane plane) =>
        new(FolderFiles.SectionLayer, [.. sections.Select(section => Point(section.Id, section.Place, plane,
        [
            ("water", section.Water), ("name", section.Name), ("name_zh", section.NameZh), ("kind", Words.Of(section.Kind)),
            ("target", section.Target.ToString()), ("grade", Words.Of(section.Grade)),
            ("black_odorous", section.IsBlackOdorous ? "yes" : "no"),
        ]))]);

    private static Feature Point(string id, GeoPoint place, MetrePlane plane, (string Name, string? Value)[] attributes)
    {
        var point = plane.ToPlane(place);
        return new Feature(
            id,
            GeometryFactory.Default.CreatePoint(new Coordinate(point.X, point.Y)),
            attributes.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!));
    }

    private static void CheckPlace(
        string id, GeoPoint place, int line, MetrePlane plane, Grid? grid, FileFaults faults)
    {
        if (grid is not null && grid.Locate(plane.ToPlane(place)) < 0)
        {
            faults.Warning(line, "lon", $"and lat of '{id}' lie in no cell. Correct them, unless that is meant.");
        }
    }

    private static bool IsCircle(EditionRow row, Dictionary<(string FromEdition, string FromCode), EditionRow> byCode)
    {
        var next = row;
        for (var steps = 0; steps <= byCode.Count; steps++)
        {
            if (next is not { ToEdition: { } edition, ToCode: { } code } || !byCode.TryGetValue((edition, code), out next))
            {
                return false;
            }
            if (next == row)
            {
                return true;
            }
        }
        return false;
    }
}
