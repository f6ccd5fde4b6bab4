using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using GridCity.Simulation.Cities.Dongcheng;
using GridCity.Simulation.Formats;

namespace GridCity.Simulation.Cities;

/// <summary>
/// A city to look at and to try things on, shaped like Dongcheng, Beijing (东城区): the codes, the names and areas of the
/// sub-districts and the numbers of communities, cells and inspectors are official; borders, community names and
/// everything inside are made up. The same seed gives the same bytes.
/// </summary>
public static class DemonstrationCity
{
    /// <summary>Writes the city folder.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Create(string path, int seed = 1) => CityWriter.Save(Draw(seed), path);

    /// <summary>The parts of the city.</summary>
    public static CityParts Draw(int seed)
    {
        var template = Template();
        var plane = new MetrePlane(template.Settings.Origin!.Value);
        var land = DongchengLand.Cut(seed);
        var cells = land.Divide().Cells;
        return new CityParts
        {
            Settings = template.Settings,
            Areas = [.. DongchengFacts.Streets.SelectMany(AreasOf)],
            Cells = cells.Select(cell => ToCell(cell, plane)),
            Layers = new DongchengLayers(land, plane).Draw(seed),
            Classes = template.Classes,
            Limits = template.Limits,
            Units = [.. template.Units, .. DongchengFacts.Streets.Select(OfficeOf)],
            Inspectors = Inspectors(cells),
            Rules = template.Rules,
        };
    }

    /// <summary>The tables that people wrote; they are part of the program, so a fault in them is one in it.</summary>
    private static CityTemplate Template()
    {
        var faults = new FaultList();
        var template = CityTemplate.Read(name => Resources.Open("dongcheng/" + name), faults);
        return template ?? throw new InvalidOperationException(string.Join('\n', faults.ToList()));
    }

    private static IEnumerable<Area> AreasOf(StreetFact street)
    {
        yield return new Area(street.Code, street.Name, street.NameZh);
        var shortZh = street.NameZh.Replace("街道", string.Empty, StringComparison.Ordinal);
        foreach (var (index, code) in street.Communities.Index())
        {
            var number = (index + 1).ToString("D2", CultureInfo.InvariantCulture);
            yield return new Area(code, $"{street.Name} {number} (synthetic)", $"{shortZh}社区{number}（合成）");
        }
    }

    private static Unit OfficeOf(StreetFact street) => new(
        $"street-{street.Code}",
        $"{street.Name} Subdistrict Office",
        street.NameZh + "办事处",
        UnitKind.Street,
        Tier.Street,
        "command-centre",
        street.Code);

    private static CityCell ToCell(DividedCell cell, MetrePlane plane) => new(
        cell.Code,
        PlaneShapes.ToShape(cell.Rings, plane),
        [new("area", Math.Round(cell.Area).ToString(CultureInfo.InvariantCulture))]);

    /// <summary>
    /// Half of the inspectors by day and half by night; each half walks every cell, nobody leaves a community.
    /// </summary>
    private static List<InspectorRow> Inspectors(IReadOnlyList<DividedCell> cells)
    {
        var builder = new GridBuilder();
        foreach (var cell in cells)
        {
            builder.Add(cell.Code, cell.Rings);
        }
        var grid = builder.Build();
        var beats = BeatsOf(grid, DongchengFacts.InspectorCount / 2);
        var inspectors = new List<InspectorRow>();
        foreach (var shift in new[] { "day", "night" })
        {
            foreach (var beat in beats)
            {
                var number = (inspectors.Count + 1).ToString("D3", CultureInfo.InvariantCulture);
                inspectors.Add(new InspectorRow($"i-{number}", $"Inspector {number}", shift, beat));
            }
        }
        return inspectors;
    }

    private static List<IReadOnlyList<AreaCode>> BeatsOf(Grid grid, int count)
    {
        var communities = Enumerable.Range(0, grid.Count).GroupBy(cell => grid.CodeOf(cell).Community).ToList();

        // Every community has one inspector; the others go where a beat is longest.
        var counts = communities.ConvertAll(_ => 1);
        for (var spare = count - communities.Count; spare > 0; spare--)
        {
            var longest = communities.Index().MaxBy(item => (double)item.Item.Count() / counts[item.Index]).Index;
            counts[longest]++;
        }
        var beats = new List<IReadOnlyList<AreaCode>>();
        foreach (var (community, inspectors) in communities.Zip(counts))
        {
            beats.AddRange(inspectors == 1
                ? [[community.Key]]
                : Beats.Of(grid, [.. community], inspectors)
                    .ConvertAll<IReadOnlyList<AreaCode>>(
                        beat => [.. beat.Select(cell => AreaCode.Of(grid.CodeOf(cell), Tier.Cell))]));
        }
        return beats;
    }
}
