using GridCity.Core.Space;
using NetTopologySuite.Geometries;

namespace GridCity.Simulation.Cities.Dongcheng;

/// <summary>
/// A cell before it has a code: the middle of its lot in the metre plane; cells that follow each other touch.
/// </summary>
internal sealed record CommunityLand(AreaCode Code, Lot Lot, IReadOnlyList<Lot> Cells, IReadOnlyList<Cut> Cuts);

/// <summary>
/// The district cut into communities and cells: as many communities as there are, exactly as many cells as there are,
/// of areas that are spread as real ones are (log-normal, about 5,000 to 40,000 m², mean 18,019 m²).
/// </summary>
internal sealed class DongchengLand
{
    private static readonly SliceStyle CommunityStyle = new(Aspect: 1.15, AspectSpread: 0.2, SlopeMost: 0.02);
    private static readonly SliceStyle CellStyle = new(Aspect: 1.6, AspectSpread: 0.4, SlopeMost: 0.02);

    /// <summary>Palaces and parks have this part of the cells that built-up land of their area has.</summary>
    private const double OpenDensity = 0.6;

    private readonly Dice _communityDice;
    private readonly Dice _cellDice;
    private readonly List<CommunityLand> _communities = [];
    private readonly List<Cut> _lanes;
    private readonly Pieces _pieces;

    private DongchengLand(int seed)
    {
        _communityDice = Dice.For(seed, "communities");
        _cellDice = Dice.For(seed, "cells");
        Warp = new Warp(Dice.For(seed, "warp").Between(0, 6));
        Plan = DongchengPlan.Draw();
        _pieces = new Pieces(Plan);
        _lanes = [.. _pieces.Cuts];
    }

    /// <summary>The sub-districts.</summary>
    public DongchengPlan Plan { get; }

    /// <summary>How the plan is bent.</summary>
    public Warp Warp { get; }

    /// <summary>The communities in the order of their codes.</summary>
    public IReadOnlyList<CommunityLand> Communities => _communities;

    /// <summary>The cuts between communities: the lesser streets.</summary>
    public IReadOnlyList<Cut> Lanes => _lanes;

    /// <summary>Chang'an Avenue (长安街), which crosses two sub-districts.</summary>
    public IReadOnlyList<Cut> Avenue => _pieces.Avenue;

    /// <summary>Cuts the district.</summary>
    public static DongchengLand Cut(int seed)
    {
        var land = new DongchengLand(seed);
        var lots = DongchengFacts.Streets.SelectMany(land.CommunitiesOf).ToList();
        var counts = Apportion(
            [.. lots.Select(item => item.Lot.Area * (item.IsOpen ? OpenDensity : 1))], DongchengFacts.CellCount);
        foreach (var ((code, lot, isOpen), count) in lots.Zip(counts))
        {
            var weights = isOpen
                ? Weights(land._cellDice, count, 0.13, (0.7, 1.25))
                : Weights(land._cellDice, count, 0.42, (0.42, 1.95));
            var (cells, cuts) = new Slicer(land._cellDice, CellStyle).Slice(lot, weights);
            land._communities.Add(new CommunityLand(code, lot, cells, cuts));
        }
        land.Join();
        return land;
    }

    /// <summary>Divides the bent plan into cells on a lattice of centimetres.</summary>
    public DivisionResult Divide()
    {
        var factory = GeometryFactory.Default;
        var communities = _communities.ConvertAll(community =>
            new Community(community.Code, factory.CreatePolygon(Warp.Apply(community.Lot.Ring, isClosed: true))));
        var lines = _communities.ToDictionary(
            community => community.Code,
            Geometry (community) => factory.CreateMultiLineString(
                [.. community.Cuts.Select(
                    cut => factory.CreateLineString(Warp.Apply([cut.From, cut.To], isClosed: false)))]));
        var area = DongchengFacts.Streets.Sum(street => street.AreaKm2) * 1_000_000;
        var options = new DivisionOptions { CellArea = area / DongchengFacts.CellCount, LeastPart = 0.2, Lines = lines };
        return Division.Divide(communities, options);
    }

    /// <summary>Whole numbers in proportion to shares, with a given sum (largest remainders).</summary>
    internal static int[] Apportion(IReadOnlyList<double> shares, int total)
    {
        var sum = shares.Sum();
        var counts = shares.Select(share => (int)(share / sum * total)).ToArray();
        var rest = shares.Select((share, index) => (Remainder: (share / sum * total) - counts[index], index))
            .OrderByDescending(pair => pair.Remainder).ThenBy(pair => pair.index)
            .Take(total - counts.Sum());
        foreach (var (_, index) in rest)
        {
            counts[index]++;
        }
        return counts;
    }

    private void Join()
    {
        var cuts = _communities.SelectMany(community => community.Cuts).Concat(_lanes).Concat(Avenue).Concat(
            Plan.Roads.Select(road => road.Line));
        foreach (var cut in cuts)
        {
            Warp.Join(cut.From);
            Warp.Join(cut.To);
        }
        foreach (var corner in Plan.Streets.OrderBy(street => street.Key).SelectMany(street => street.Value.Ring))
        {
            Warp.Join(corner);
        }
    }

    private static double[] Weights(Dice dice, int count, double spread, (double Low, double High) range)
    {
        var weights = new double[count];
        for (var index = 0; index < count; index++)
        {
            weights[index] = Math.Clamp(Math.Exp(spread * dice.Normal()), range.Low, range.High);
        }
        return weights;
    }

    /// <summary>The communities of a sub-district, numbered from north to south and west to east like text.</summary>
    private IEnumerable<(AreaCode Code, Lot Lot, bool IsOpen)> CommunitiesOf(StreetFact street)
    {
        var all = new List<(Lot Lot, bool IsOpen)>();
        foreach (var piece in _pieces.ByStreet[street.Number])
        {
            var weights = Weights(_communityDice, piece.Communities, 0.28, (0.6, 1.6));
            var (lots, cuts) = new Slicer(_communityDice, CommunityStyle).Slice(piece.Land, weights);
            _lanes.AddRange(cuts);
            all.AddRange(lots.Select(lot => (lot, piece.IsOpen)));
        }
        var ordered = all.OrderBy(item => Math.Round(-item.Lot.Middle.Y / 500)).ThenBy(item => item.Lot.Middle.X);
        return street.Communities.Zip(ordered, (code, item) => (code, item.Lot, item.IsOpen));
    }
}
