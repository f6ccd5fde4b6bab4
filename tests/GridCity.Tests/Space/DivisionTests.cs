using GridCity.Core.Space;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Union;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class DivisionTests
{
    private static readonly AreaCode One = AreaCode.Parse("110101001001");
    private static readonly AreaCode Two = AreaCode.Parse("110101001002");

    [Fact]
    public void Cells_are_numbered_from_north_to_south_in_rows_from_west_to_east()
    {
        var result = Divide(new Community(One, Box(0, 0, 300, 200)));
        Assert.Equal(
            [(50, 150, 1), (150, 150, 2), (250, 150, 3), (50, 50, 4), (150, 50, 5), (250, 50, 6)],
            result.Cells.Select(cell => (MiddleOf(cell).X, MiddleOf(cell).Y, cell.Code.Sequence)));
        Assert.All(result.Cells, cell => Assert.Equal((One, 10_000.0), (cell.Code.Community, cell.Area)));
    }

    [Fact]
    public void Seeded_communities_are_covered_without_gap_overlap_or_sliver_and_never_crossed()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var communities = BentCommunities(seed);
            var result = Divide(new DivisionOptions { Barriers = [Wavy(seed)] }, communities);
            AssertSound(communities, result);
            Assert.True(result.Cells.Count > 20, $"Seed {seed} made {result.Cells.Count} cells only.");
        }
    }

    [Fact]
    public void Neighbouring_cells_have_the_same_vertices_along_their_border()
    {
        var result = Divide(BentCommunities(3));
        var edges = new HashSet<(PlanePoint, PlanePoint)>();
        foreach (var ring in result.Cells.SelectMany(cell => cell.Rings))
        {
            for (var i = 1; i < ring.Points.Length; i++)
                Assert.True(edges.Add((ring.Points.Span[i - 1], ring.Points.Span[i])), "An edge is used twice.");
        }
        var land = UnaryUnionOp.Union(result.Cells.Select(Shape));
        var alone = edges.Where(edge => !edges.Contains((edge.Item2, edge.Item1)));
        Assert.All(alone, edge =>
        {
            var middle = new Point((edge.Item1.X + edge.Item2.X) / 2, (edge.Item1.Y + edge.Item2.Y) / 2);
            Assert.InRange(land.Boundary.Distance(middle), 0, 1e-6);
        });
    }

    [Fact]
    public void The_order_of_the_communities_does_not_matter()
    {
        var communities = BentCommunities(5);
        var forward = Divide(communities).Cells;
        var backward = Divide([.. communities.Reverse()]).Cells;
        Assert.Equal(forward.Select(Text), backward.Select(Text));
    }

    [Fact]
    public void Land_of_two_communities_goes_to_the_lower_code_and_a_crack_between_them_to_a_neighbour()
    {
        // They overlap by 10 m in the north, and leave a crack of 4 m further south.
        var west = Read("POLYGON ((0 0, 200 0, 200 20, 198 20, 198 100, 205 100, 205 200, 0 200, 0 0))");
        var east = Read("POLYGON ((200 0, 400 0, 400 200, 195 200, 195 100, 202 100, 202 20, 200 20, 200 0))");
        var result = Divide(new Community(One, west), new Community(Two, east));
        Assert.Equal(400 * 200, result.Cells.Sum(cell => cell.Area), 1e-6);
        var faults = result.Report.Before.Findings.Select(finding => finding.Fault);
        Assert.Equal([CoverageFault.Gap, CoverageFault.Overlap], faults.Order());
        Assert.Equal((320, 1000), (result.Report.Before.GapArea, result.Report.Before.OverlapArea));
        Assert.Empty(result.Report.After.Findings);
        Assert.All(
            result.Cells.Where(cell => cell.Code.Community == Two),
            cell => Assert.InRange(Shape(cell).EnvelopeInternal.MinX, 198, 400));
    }

    [Fact]
    public void A_lake_between_communities_stays_outside()
    {
        var shore = (LinearRing)Box(130, 130, 370, 370).ExteriorRing;
        var result = Divide(new Community(One, new Polygon((LinearRing)Box(0, 0, 500, 500).ExteriorRing, [shore])));
        Assert.Equal(250_000 - 57_600, result.Cells.Sum(cell => cell.Area), 1e-6);
        Assert.Equal(57_600, Assert.Single(result.Report.After.Findings).Area, 1e-6);
    }

    [Fact]
    public void A_small_island_becomes_part_of_the_nearest_cell()
    {
        var shape = new MultiPolygon([Box(0, 0, 300, 100), Box(320, 40, 340, 60)]);
        var result = Divide(new Community(One, shape));
        Assert.Equal(3, result.Cells.Count);
        Assert.Equal(2, result.Cells[2].Rings.Count);
        Assert.Equal(10_400, result.Cells[2].Area, 1e-6);
        Assert.Empty(result.Report.Slivers);
    }

    [Fact]
    public void Cells_end_at_a_barrier()
    {
        var road = Read("LINESTRING (-50 150, 650 152)");
        var community = new Community(One, Box(0, 0, 600, 300));
        var result = Divide(new DivisionOptions { Barriers = [road], LeastPart = 0.25 }, community);
        AssertSound([community], result);
        Assert.All(result.Cells, cell => Assert.False(Shape(cell).Buffer(-1).Intersects(road)));
    }

    [Fact]
    public void Given_lines_divide_instead_of_the_lattice()
    {
        var lines = new Dictionary<AreaCode, Geometry>
        {
            [One] = Read("MULTILINESTRING ((130 -20, 130 300), (130 90, 500 90))"),
        };
        Community[] communities = [new(One, Box(0, 0, 300, 200)), new(Two, Box(300, 0, 400, 200))];
        var result = Divide(new DivisionOptions { Lines = lines }, communities);
        AssertSound(communities, result);
        Assert.Equal([130 * 200, 170 * 110, 170 * 90, 100 * 200], result.Cells.Select(cell => cell.Area));
    }

    [Fact]
    public void A_community_of_more_than_999_cells_is_refused_or_parted_into_consecutive_codes()
    {
        var large = new Community(One, Box(0, 0, 5_000, 4_000));
        var refused = Assert.Throws<TooManyCellsException>(() => Divide(large));
        Assert.Equal((One, 2_000, null), (refused.Community, refused.Cells, refused.TakenBy));

        var split = new DivisionOptions { SplitLarge = true };
        var parted = Divide(split, large);
        var parts = Assert.Single(parted.Report.Communities).Parts;
        Assert.Equal(["110101001001", "110101001002", "110101001003"], parts.Select(part => part.ToString()));
        Assert.Equal(2_000, parted.Cells.Select(cell => cell.Code).Distinct().Count());
        Assert.All(parted.Cells.CountBy(cell => cell.Code.Community), part => Assert.InRange(part.Value, 1, 900));

        var small = new Community(Two, Box(9_000, 0, 9_100, 100));
        var taken = Assert.Throws<TooManyCellsException>(() => Divide(split, large, small));
        Assert.Equal(Two, taken.TakenBy);
    }

    [Fact]
    public void Faults_of_the_input_are_said()
    {
        var three = AreaCode.Parse("110101001003");
        var four = AreaCode.Parse("110101001004");
        var result = Divide(
            new Community(One, Read("POLYGON ((0 0, 300 300, 300 0, 0 300, 0 0))")),
            new Community(Two, Polygon.Empty),
            new Community(three, Read("LINESTRING (0 0, 1 1)")),
            new Community(four, Box(0, 0, double.PositiveInfinity, 10)),
            new Community(One, Box(900, 0, 1_000, 100)),
            new Community(AreaCode.Parse("110101001005"), Box(20, 100, 40, 140)));
        Assert.Equal(
            [
                ("110101001001", CommunityFault.Repaired),
                ("110101001002", CommunityFault.Empty),
                ("110101001003", CommunityFault.Empty),
                ("110101001004", CommunityFault.NotFinite),
                ("110101001001", CommunityFault.DuplicateCode),
                ("110101001005", CommunityFault.Covered),
            ],
            result.Report.Faults.Select(finding => (finding.Code.ToString(), finding.Fault)));
        Assert.Equal(45_000, result.Cells.Sum(cell => cell.Area), 1);
    }

    [Fact]
    public void Nothing_divides_into_nothing()
    {
        var result = Divide();
        Assert.Empty(result.Cells);
        Assert.Empty(result.Report.Communities);
    }

    [Fact]
    public void Dividing_stops_when_asked()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Community[] communities = [new(One, Box(0, 0, 100, 100))];
        Assert.Throws<OperationCanceledException>(
            () => Division.Divide(communities, new DivisionOptions(), stop: source.Token));
    }

    /// <summary>Holds a division against NetTopologySuite's own union and against the communities.</summary>
    private static void AssertSound(IReadOnlyList<Community> communities, DivisionResult result)
    {
        Assert.Empty(result.Report.After.Findings);
        Assert.Empty(result.Report.Slivers);
        Assert.All(result.Cells, cell => Assert.Null(CellShape.FaultOf(cell.Rings)));
        var sum = result.Cells.Sum(cell => cell.Area);
        Assert.Equal(sum, UnaryUnionOp.Union(result.Cells.Select(Shape)).Area, 1e-3);
        Assert.Equal(sum, result.Report.After.UnionArea, 1e-3);
        foreach (var community in communities)
        {
            var reach = community.Shape.Buffer(0.05);
            Assert.All(
                result.Cells.Where(cell => cell.Code.Community == community.Code),
                cell => Assert.True(reach.Contains(Shape(cell)), $"{cell.Code} leaves its community."));
            var account = result.Report.Communities.Single(one => one.Code == community.Code);
            Assert.Equal(account.AreaBefore, account.AreaAfter, community.Shape.Length * 0.01);
        }
    }

    /// <summary>Two by two communities with ragged borders that both sides draw with the same points.</summary>
    private static Community[] BentCommunities(int seed)
    {
        var random = new Random(seed);
        var corners = new Coordinate[3, 3];
        for (var i = 0; i < 9; i++)
        {
            corners[i % 3, i / 3] = new Coordinate(
                (i % 3 * 600) + random.Next(-90, 90), (i / 3 * 500) + random.Next(-90, 90) + 0.123);
        }
        var sides = new Dictionary<(Coordinate, Coordinate), Coordinate[]>();
        return [.. Enumerable.Range(0, 4).Select(
            i => new Community(new AreaCode(One.Value + i, Tier.Community), Quad(i % 2, i / 2)))];

        Polygon Quad(int x, int y)
        {
            var (east, north) = (x + 1, y + 1);
            var start = corners[x, y];
            Coordinate[] around = [start, corners[east, y], corners[east, north], corners[x, north], start];
            var ring = new List<Coordinate>();
            for (var i = 0; i < 4; i++)
                ring.AddRange(SideOf(around[i], around[i + 1])[..^1]);
            return new Polygon(new LinearRing([.. ring, ring[0]]));
        }

        Coordinate[] SideOf(Coordinate a, Coordinate b)
        {
            if (sides.TryGetValue((b, a), out var known))
                return [.. known.Reverse()];
            var points = Enumerable.Range(0, 12).Select(i => new Coordinate(
                a.X + ((b.X - a.X) * i / 11) + (i is 0 or 11 ? 0 : (14 * random.NextDouble()) - 7),
                a.Y + ((b.Y - a.Y) * i / 11) + (i is 0 or 11 ? 0 : (14 * random.NextDouble()) - 7))).ToArray();
            return sides[(a, b)] = points;
        }
    }

    private static LineString Wavy(int seed) => new(
        [.. Enumerable.Range(-2, 40).Select(i => new Coordinate(i * 40, 400 + (60 * Math.Sin(i * 0.7 + seed))))]);

    private static DivisionResult Divide(params Community[] communities) => Divide(new DivisionOptions(), communities);

    private static DivisionResult Divide(DivisionOptions options, params Community[] communities) =>
        Division.Divide(communities, options, stop: TestContext.Current.CancellationToken);

    private static Geometry Shape(DividedCell cell) => CellShape.ToPolygons(cell.Rings);

    private static (double X, double Y) MiddleOf(DividedCell cell) => (Shape(cell).Centroid.X, Shape(cell).Centroid.Y);

    private static string Text(DividedCell cell) => $"{cell.Code} {Shape(cell).Normalized()}";

    private static Polygon Box(double west, double south, double east, double north) =>
        new(new LinearRing([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]));

    private static Geometry Read(string text) => new WKTReader().Read(text);
}
