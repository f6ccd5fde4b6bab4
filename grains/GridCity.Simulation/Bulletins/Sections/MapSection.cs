using GridCity.Core.Evaluation;
using GridCity.Core.Space;
using GridCity.Simulation.Pages;

namespace GridCity.Simulation.Bulletins;

/// <summary>Where it happened: filed cases for every 10,000 m², which is an ordinary cell, by community, with places that repeat.</summary>
internal static class MapSection
{
    private const int Classes = 5;
    private const int PlacesMax = 40;
    private const double CellArea = 10_000;

    /// <summary>The map of a period beside the volumes of the streets.</summary>
    public static Section Of(CityNames names, PeriodTables tables)
    {
        var city = names.City;
        if (city.Grid.Count == 0)
        {
            return Section.Of(new Say("Where", "空间分布"));
        }
        var tier = city.Areas.Keys.Any(area => area.Tier == Tier.Community) ? Tier.Community : Tier.Street;
        var density = Densities(names, tables.Board, tier);
        var breaks = Breaks([.. density.Values.Where(value => value > 0)]);
        var places = tables.Repeating.Take(PlacesMax).ToList();
        var map = new CityMap(city)
            .Areas(tier, area => ("q" + ClassOf(breaks, density.GetValueOrDefault(area)), Title(names, area, tables.Board, density)))
            .Layer("lakes", _ => ("river", "lake"))
            .Layer("rivers", _ => ("river", "lake"))
            .Borders(Tier.Street);
        foreach (var place in places)
        {
            map.Put(place.Middle, (x, y) => new Tag("circle", "place")
            {
                { "cx", x }, { "cy", y }, { "r", 2.5 + Math.Sqrt(place.InPeriod) },
                new Tag("title") { names.Class(place.Class) + $" × {place.InPeriod}" },
            });
        }
        map.Names(Tier.Street, names.Area);
        var comparison = FieldWords.Comparisons(tables.Period.Kind).Before;
        return Section.Of(
            new Say("Where", "空间分布"),
            new Tag("div", "beside")
            {
                map.Draw(Caption(tier), Signs(breaks, places.Count, tables.Repeating.Count)),
                new Tag("div") { Streets(names, tables, comparison) },
            });
    }

    private static Say Caption(Tier tier) => tier == Tier.Community
        ? new Say("Cases filed per 10,000 m², by community", "每万平方米立案数（按社区）")
        : new Say("Cases filed per 10,000 m², by street", "每万平方米立案数（按街道）");

    private static Dictionary<AreaCode, double> Densities(CityNames names, Scoreboard board, Tier tier)
    {
        var grid = names.City.Grid;
        var areas = new Dictionary<AreaCode, double>();
        for (var index = 0; index < grid.Count; index++)
        {
            var area = AreaCode.Of(grid.CodeOf(index), tier);
            areas[area] = areas.GetValueOrDefault(area) + grid.AreaOf(index);
        }
        return areas.ToDictionary(
            area => area.Key, area => CellArea * (board.Areas.GetValueOrDefault(area.Key)?[Counter.Filed] ?? 0) / area.Value);
    }

    // As many areas in every class, so that a few busy ones do not leave the others all alike.
    private static List<double> Breaks(double[] values)
    {
        Array.Sort(values);
        return
        [
            .. Enumerable.Range(1, Classes)
                .Where(_ => values.Length > 0)
                .Select(part => values[Math.Max(0, (part * values.Length / Classes) - 1)])
                .Select(value => Math.Ceiling((value * 10) - 1e-9) / 10)
                .Distinct(),
        ];
    }

    private static int ClassOf(List<double> breaks, double value) =>
        value <= 0 ? 0 : 1 + Math.Min(breaks.Count - 1, breaks.FindIndex(most => value <= most + 1e-9));

    private static Say Title(CityNames names, AreaCode area, Scoreboard board, Dictionary<AreaCode, double> density)
    {
        var filed = board.Areas.GetValueOrDefault(area)?[Counter.Filed] ?? 0;
        var per = Figures.Decimal(density.GetValueOrDefault(area));
        return names.Area(area) + new Say($": {filed} filed, {per} per 10,000 m²", $"：立案{filed}件，每万平方米{per}件");
    }

    private static Node Signs(List<double> breaks, int shown, int all)
    {
        var signs = new List<(Node, Say)> { (Legend.Box("q0"), new Say("none", "无")) };
        var from = 0.0;
        for (var index = 0; index < breaks.Count; index++)
        {
            signs.Add((Legend.Box($"q{index + 1}"), $"{Figures.Decimal(from)}–{Figures.Decimal(breaks[index])}"));
            from = breaks[index];
        }
        if (shown > 0)
        {
            var some = all > shown ? new Say($" (the first {shown} of {all})", $"（共{all}处，示前{shown}处）") : default;
            signs.Add((Legend.Circle("place"), new Say("place that repeats", "重复点位") + some));
        }
        return Legend.Of(signs);
    }

    private static Node Streets(CityNames names, PeriodTables tables, Say comparison)
    {
        var strokes = Strokes.ForCounts(Math.Max(1, tables.Streets.Select(row => row.Filed.Now).DefaultIfEmpty().Max()), 110);
        var table = new Table<VolumeRow>(new Say("By street", "按街道"))
            .Name(new Say("Street", "街道"), row => names.Area(AreaCode.Parse(row.Id)))
            .Number(FieldWords.Of(Counter.Filed), row => Figures.Count(row.Filed.Now))
            .Drawing(default(Say), row => strokes.Bar(row.Filed.Now));
        if (tables.Streets.Any(row => row.Filed.Before is not null))
        {
            table.Number(comparison, row => Figures.Change(row.Filed.Now, row.Filed.Before));
        }
        return table
            .Number(FieldWords.Of(Counter.Closed), row => Figures.Count(row.Closed.Now))
            .Of(tables.Streets.OrderByDescending(row => row.Filed.Now).ThenBy(row => row.Id, StringComparer.Ordinal));
    }
}
