using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// Who walks the demonstration city: 400 inspectors as published, half of them by day and half by night; vehicle groups by
/// day, by night and on call ("5+2+1"); a lane keeper in every community, a lane chief and volunteers in every sub-district; a
/// patrol for every water and river chiefs of three tiers. Names and numbers but the first are made up.
/// </summary>
internal sealed class DongchengPeople
{
    /// <summary>Cells this near to a water, in metres, are walked by its patrols and chiefs.</summary>
    private const double Waterside = 20;

    private readonly Grid _grid;
    private readonly Geometry[] _cells;

    /// <summary>Takes the cells, in the order of their codes.</summary>
    public DongchengPeople(IReadOnlyList<DividedCell> cells)
    {
        var builder = new GridBuilder();
        foreach (var cell in cells)
        {
            builder.Add(cell.Code, cell.Rings);
        }
        _grid = builder.Build();
        _cells = new Geometry[_grid.Count];
        foreach (var cell in cells)
        {
            _cells[_grid.IndexOf(cell.Code)] = OutlineOf(cell);
        }
    }

    /// <summary>Everybody.</summary>
    public IEnumerable<InspectorRow> Draw(IReadOnlyList<Reach> reaches) =>
        Inspectors().Concat(Vehicles()).Concat(Lanes()).Concat(RiverPatrols(reaches)).Concat(RiverChiefs(reaches));

    /// <summary>Each half of the inspectors walks every cell, nobody leaves a community.</summary>
    private List<InspectorRow> Inspectors()
    {
        var beats = BeatsOf(_grid, DongchengFacts.InspectorCount / 2);
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

    private static IEnumerable<InspectorRow> Vehicles()
    {
        foreach (var (shift, groups) in new[] { ("day", 5), ("night", 2), ("mobile", 1) })
        {
            var streets = DongchengFacts.Streets.Select(fact => fact.Code).ToList();
            for (var group = 0; group < groups; group++)
            {
                var beat = streets.Where((_, index) => index * groups / streets.Count == group).ToList();
                yield return Person($"v-{shift}-{group + 1}", $"Vehicle group, {shift} {group + 1}", shift, beat, PatrolKind.Vehicle);
            }
        }
    }

    private static IEnumerable<InspectorRow> Lanes()
    {
        foreach (var fact in DongchengFacts.Streets)
        {
            yield return Person($"lc-{fact.Code}", $"Lane chief of {fact.Name}", "office", [fact.Code], PatrolKind.LaneChief);
            yield return Person($"vo-{fact.Code}", $"Volunteers of {fact.Name}", "weekend", [fact.Code], PatrolKind.Volunteer);
            foreach (var code in fact.Communities)
            {
                yield return Person($"lk-{code}", $"Lane keeper of {code}", "lane", [code], PatrolKind.LaneKeeper);
            }
        }
    }

    private IEnumerable<InspectorRow> RiverPatrols(IReadOnlyList<Reach> reaches) => reaches.GroupBy(reach => reach.Water)
        .Select(water => Person(
            $"rp-{water.Key}", $"Patrol of the water {water.Key}", "day", Beside(water, _ => true), PatrolKind.RiverPatrol));

    private IEnumerable<InspectorRow> RiverChiefs(IReadOnlyList<Reach> reaches)
    {
        foreach (var water in reaches.GroupBy(reach => reach.Water))
        {
            var name = $"River chief of the district, {water.Key}";
            yield return Chief(water.First().Chiefs.District, name, Beside(water, _ => true));
        }
        foreach (var street in reaches.GroupBy(reach => reach.Street).OrderBy(street => street.Key))
        {
            var beat = Beside(street, cell => street.Key.Contains(cell));
            yield return Chief(street.First().Chiefs.Street, $"River chief of the street {street.Key}", beat);
        }
        foreach (var community in reaches.GroupBy(reach => reach.Community).OrderBy(community => community.Key))
        {
            var beat = Beside(community, cell => community.Key.Contains(cell));
            yield return Chief(community.First().Chiefs.Community, $"River chief of the community {community.Key}", beat);
        }
    }

    private static InspectorRow Chief(string id, string name, IReadOnlyList<AreaCode> beat) =>
        Person(id, name, "office", beat, PatrolKind.RiverChief);

    private static InspectorRow Person(
        string id, string name, string shift, IReadOnlyList<AreaCode> beat, PatrolKind kind) =>
        new(id, $"{name} (synthetic)", shift, beat) { Kind = kind };

    private List<AreaCode> Beside(IEnumerable<Reach> reaches, Func<CellCode, bool> isMeant)
    {
        var shapes = reaches.Select(reach => reach.Shape).ToList();
        return
        [
            .. Enumerable.Range(0, _grid.Count)
                .Where(cell => isMeant(_grid.CodeOf(cell))
                    && shapes.Exists(shape => shape.IsWithinDistance(_cells[cell], Waterside)))
                .Select(cell => AreaCode.Of(_grid.CodeOf(cell), Tier.Cell)),
        ];
    }

    private static Polygon OutlineOf(DividedCell cell)
    {
        var ring = cell.Rings.First(ring => !ring.IsHole).Points.ToArray();
        return GeometryFactory.Default.CreatePolygon(
            Array.ConvertAll(ring, point => new Coordinate(point.X, point.Y)));
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
