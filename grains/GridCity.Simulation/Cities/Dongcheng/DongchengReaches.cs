using System.Globalization;
using GridCity.Core.Cities;
using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// A part of a river inside one sub-district, or a lake: its blue line (蓝线), who keeps it, and its chiefs (河长) of three
/// tiers. The street and the community are those with most of its land.
/// </summary>
internal sealed record Reach(
    string Id, string Water, string Name, string NameZh, WaterKind Kind, string Manager, bool IsCity, string Target)
{
    /// <summary>What the whole water is called.</summary>
    public (string Name, string NameZh) WaterName { get; init; } = (Name, NameZh);

    /// <summary>The blue line, in the metre plane.</summary>
    public required Geometry Shape { get; init; }

    /// <summary>The sub-district in which it lies.</summary>
    public required AreaCode Street { get; init; }

    /// <summary>The community in which most of it lies.</summary>
    public required AreaCode Community { get; init; }

    /// <summary>Whether it flows under a street.</summary>
    public bool IsCovered { get; init; }

    /// <summary>The chiefs of the district, the street and the community, by id.</summary>
    public (string District, string Street, string Community) Chiefs =>
        ($"rc-{Water}", $"rc-{Street}", $"rc-{Community}");
}

/// <summary>Cuts the waters of the plan into reaches.</summary>
internal sealed class DongchengReaches
{
    /// <summary>A part with less than this share of a water, or less than so many square metres, joins its neighbour.</summary>
    private const double LeastShare = 0.04;
    private const double LeastArea = 400;

    private readonly DongchengLand _land;
    private readonly DongchengShapes _shapes;
    private readonly Dictionary<StreetFact, Geometry> _streets;

    private DongchengReaches(DongchengLand land)
    {
        _land = land;
        _shapes = new DongchengShapes(land);
        _streets = DongchengFacts.Streets.ToDictionary(
            fact => fact, Geometry (fact) => _shapes.Area(land.Plan.Streets[fact.Number].Ring));
    }

    /// <summary>The reaches of the rivers, river by river, and the lakes.</summary>
    public static IReadOnlyList<Reach> Of(DongchengLand land)
    {
        var reaches = new DongchengReaches(land);
        var moat = DongchengWaters.MoatOuter;
        var ring = DongchengShapes.Without(
            reaches._shapes.Box(moat, 0), reaches._shapes.Box(moat, DongchengWaters.MoatWidth));
        return
        [
            .. reaches.Cut(
                new PlannedRiver(moat.Id, moat.Name, moat.NameZh, moat.Manager, true, "III", false, 0, []), ring),
            .. DongchengWaters.Rivers.SelectMany(
                river => reaches.Cut(river, reaches._shapes.River(river.Line, river.Width))),
            .. DongchengWaters.Lakes.Select(reaches.Lake),
        ];
    }

    private IEnumerable<Reach> Cut(PlannedRiver river, Geometry shape)
    {
        var parts = Parts(shape);
        foreach (var (fact, part) in parts)
        {
            var number = fact.Number.ToString("D2", CultureInfo.InvariantCulture);
            var isWhole = parts.Count == 1;
            var shortZh = fact.NameZh.Replace("街道", string.Empty, StringComparison.Ordinal);
            yield return new Reach(
                isWhole ? river.Id : $"{river.Id}-{number}",
                river.Id,
                isWhole ? river.Name : $"{river.Name}, {fact.Name} reach",
                isWhole ? river.NameZh : $"{river.NameZh}{shortZh}段",
                WaterKind.River,
                river.Manager,
                river.IsCity,
                river.Target)
            {
                WaterName = (river.Name, river.NameZh),
                Shape = part,
                Street = fact.Code,
                Community = CommunityOf(fact, part),
                IsCovered = river.IsCovered,
            };
        }
    }

    private Reach Lake(PlannedArea lake)
    {
        var shape = _shapes.Ellipse(lake);
        var fact = _streets.MaxBy(street => DongchengShapes.Common(shape, street.Value).Area).Key;
        return new Reach(lake.Id, lake.Id, lake.Name, lake.NameZh, WaterKind.Lake, lake.Manager, lake.IsCity, "IV")
        {
            Shape = shape,
            Street = fact.Code,
            Community = CommunityOf(fact, shape),
        };
    }

    private List<(StreetFact Street, Geometry Shape)> Parts(Geometry shape)
    {
        var parts = _streets.Select(street => (Street: street.Key, Shape: DongchengShapes.Common(shape, street.Value)))
            .Where(part => !part.Shape.IsEmpty)
            .OrderBy(part => part.Street.Number)
            .ToList();
        var least = Math.Max(LeastArea, LeastShare * shape.Area);
        var kept = parts.Where(part => part.Shape.Area >= least).ToList();
        foreach (var (_, sliver) in parts.Where(part => part.Shape.Area < least))
        {
            var nearest = kept.Index().MinBy(part => part.Item.Shape.Distance(sliver)).Index;
            kept[nearest] = (kept[nearest].Street, DongchengShapes.Together([kept[nearest].Shape, sliver]));
        }
        return kept;
    }

    private AreaCode CommunityOf(StreetFact street, Geometry shape) =>
        _land.Communities.Where(community => community.Code.Value / 1_000 == street.Code.Value)
            .MaxBy(community => DongchengShapes.Common(_shapes.Area(community.Lot.Ring), shape).Area)!.Code;
}
