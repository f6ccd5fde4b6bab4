using GridCity.Core.Space;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridCity.Tests.Space;

public sealed class GridTests
{
    private static readonly CellCode First = new(110101001001001);
    private static readonly CellCode Second = new(110101001001002);

    [Fact]
    public void Locate_agrees_with_the_slow_answer_on_every_vertex_edge_hole_and_random_point()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var coverage = new SmallCoverage(seed);
            foreach (var point in coverage.HardPoints())
            {
                var expected = coverage.LocateSlowly(point);
                var actual = coverage.Grid.Locate(point);
                Assert.True(expected == actual, $"Seed {seed}, {point}: {actual} instead of {expected}.");
            }
            AssertLocatedTogether(coverage.Grid, [.. coverage.HardPoints()]);
        }
    }

    [Fact]
    public void Many_points_are_located_as_each_alone_without_allocating_and_ask_for_room()
    {
        var grid = new SmallCoverage(3).Grid;
        PlanePoint[] points =
        [
            new(double.NaN, 0), new(0, double.PositiveInfinity), new(-1e300, 1e300), .. new SmallCoverage(3).RandomPoints(1_000),
        ];
        AssertLocatedTogether(grid, points);
        var cells = new int[points.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        grid.Locate(points, cells);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Throws<ArgumentException>(() => grid.Locate(points, new int[points.Length - 1]));
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(4.4e6, 40)]
    [InlineData(4.4e6, 400)]
    public void Locate_agrees_with_the_slow_answer_where_edges_are_many_and_cells_thinner_than_rounding(
        double origin, int corners)
    {
        double[] radii = [90, 89.999, 60, 59.99, 59.5, 3, 0.01];
        var rings = radii.Select(radius => Round(origin, radius, corners)).ToArray();
        var cells = rings.Select((ring, i) => i + 1 < rings.Length ? new Polygon(ring, [rings[i + 1]]) : new Polygon(ring));
        Polygon[] shapes = [.. cells, new Polygon(Square(origin + 100, origin, 100))];
        var grid = Build(shapes);
        foreach (var at in rings.SelectMany(ring => ring.Coordinates))
        {
            foreach (var nudge in new[] { 0, 1e-9, -1e-9, 0.004, -0.004, 0.3 })
            {
                var point = new PlanePoint(at.X + nudge, at.Y - (nudge / 3));
                var place = new Coordinate(point.X, point.Y);
                var slow = Array.FindIndex(
                    shapes, shape => SimplePointInAreaLocator.Locate(place, shape) != Location.Exterior);
                Assert.Equal(slow, grid.Locate(point));
                AssertLocatedTogether(grid, [point, new PlanePoint(at.X, at.Y)]);
            }
        }
    }

    [Fact]
    public void FindWithin_and_NearestOther_agree_with_measuring_every_cell()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var coverage = new SmallCoverage(seed);
            foreach (var point in coverage.RandomPoints(60))
                AssertDistances(coverage, point, metres: seed * 9);
        }
    }

    [Fact]
    public void Neighbours_share_an_edge_piece_and_know_each_other()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var (grid, shapes) = (new SmallCoverage(seed).Grid, new SmallCoverage(seed).Shapes);
            for (var i = 0; i < grid.Count; i++)
            {
                // A tenth of a millimetre around the one stands in for exact contact, which rounding may break.
                var near = shapes[i].Buffer(1e-4);
                var expected = Enumerable.Range(0, grid.Count)
                    .Where(j => j != i && near.Intersection(shapes[j].Boundary).Length > 1);
                Assert.Equal(expected, grid.NeighboursOf(i));
            }
        }
    }

    [Fact]
    public void Cells_that_meet_at_a_corner_only_are_no_neighbours()
    {
        var grid = Squares((0, 0), (100, 0), (100, 100));
        Assert.Equal([1], grid.NeighboursOf(0));
        Assert.Equal([0, 2], grid.NeighboursOf(1));
    }

    [Fact]
    public void Locate_allocates_nothing()
    {
        var coverage = new SmallCoverage(7);
        var points = coverage.HardPoints().ToArray();
        var sum = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var point in points)
                sum += coverage.Grid.Locate(point) + coverage.Grid.NearestOther(0, point, 5).Second;
            if (round == 1)
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
        Assert.NotEqual(0, sum);
    }

    [Theory]
    [InlineData(double.NaN, 50)]
    [InlineData(50, double.NaN)]
    [InlineData(double.PositiveInfinity, 50)]
    [InlineData(50, double.NegativeInfinity)]
    [InlineData(1e300, 50)]
    [InlineData(-1e-9, 50)]
    [InlineData(300.000001, 50)]
    [InlineData(150, 50)]
    public void What_is_no_place_in_the_city_lies_in_no_cell(double x, double y)
    {
        var grid = Squares((0, 0), (200, 0));
        Assert.Equal(-1, grid.Locate(new PlanePoint(x, y)));
    }

    [Fact]
    public void The_border_belongs_to_the_cell_and_a_shared_one_to_the_lower_code()
    {
        var grid = Squares((100, 0), (0, 0));
        Assert.Equal(0, grid.Locate(new PlanePoint(100, 50)));
        Assert.Equal(0, grid.Locate(new PlanePoint(200, 100)));
        Assert.Equal(1, grid.Locate(new PlanePoint(0, 0)));
        Assert.Equal(1, grid.Locate(new PlanePoint(Math.BitDecrement(100.0), 50)));
    }

    [Fact]
    public void The_border_of_a_hole_belongs_to_the_cell_around_unless_a_lower_code_fills_it()
    {
        var around = new Polygon(Square(0, 0, 100), [Square(40, 40, 20)]);
        var within = new Polygon(Square(40, 40, 20));
        Assert.Equal(0, Build(around).Locate(new PlanePoint(40, 50)));
        Assert.Equal(-1, Build(around).Locate(new PlanePoint(50, 50)));
        Assert.Equal(0, Build(around, within).Locate(new PlanePoint(40, 50)));
        Assert.Equal(1, Build(around, within).Locate(new PlanePoint(50, 50)));
        Assert.Equal(0, Build(within, around).Locate(new PlanePoint(40, 50)));
    }

    [Fact]
    public void A_far_island_does_not_cost_the_memory_of_the_sea()
    {
        var squares = Enumerable.Range(0, 400).Select(i => new Polygon(Square(i % 20 * 100, i / 20 * 100, 100)));
        var grid = Build([.. squares, new Polygon(Square(3_000_000, 2_000_000, 100))]);
        Assert.InRange(grid.Bytes, 0, 200_000);
        Assert.Equal(400, grid.Locate(new PlanePoint(3_000_050, 2_000_050)));
        Assert.Equal(21, grid.Locate(new PlanePoint(150, 150)));
    }

    [Fact]
    public void Shapes_come_back_as_they_went_in()
    {
        var grid = Build(new Polygon(Square(0, 0, 100), [Square(40, 40, 20)]));
        Assert.Equal(9_600, grid.AreaOf(0));
        Assert.Equal(new PlaneBox(0, 0, 100, 100), grid.BoundsOf(0));
        Assert.Equal(10, grid.BorderDistance(0, new PlanePoint(30, 50)));
        var rings = grid.RingsOf(0);
        Assert.Equal([false, true], rings.Select(ring => ring.IsHole));
        Assert.All(rings, ring => Assert.Equal(5, ring.Points.Length));
        Assert.All(rings, ring => Assert.Equal(ring.Points.Span[0], ring.Points.Span[^1]));
        Assert.Equal(First, grid.CodeOf(0));
        Assert.Equal(0, grid.IndexOf(First));
        Assert.Equal(-1, grid.IndexOf(Second));
    }

    [Fact]
    public void A_point_on_a_border_has_the_cell_beyond_even_without_any_error()
    {
        foreach (var side in (double[])[7, 49, 100, 33.3])
        {
            var grid = Build(new Polygon(Square(-side, 0, side)), new Polygon(Square(0, 0, side)));
            for (var step = 0; step <= 200; step++)
            {
                var point = new PlanePoint(0, side * step / 200);
                var here = grid.Locate(point);
                Assert.Equal((1 - here, 0), grid.NearestOther(here, point, within: 0));
            }
        }
    }

    [Fact]
    public void A_grid_without_cells_answers_too()
    {
        var grid = new GridBuilder().Build();
        Assert.Equal(-1, grid.Locate(default));
        Assert.Equal((-1, double.PositiveInfinity), grid.NearestOther(-1, default, 10));
        Assert.Equal(-1, grid.IndexOf(First));
    }

    [Fact]
    public void What_bounds_no_cell_is_refused_by_its_fault()
    {
        Assert.Equal(CellFault.Empty, FaultOf());
        Assert.Equal(CellFault.Empty, FaultOf((0, 0), (1, 0), (2, 0), (0, 0)));
        Assert.Equal(CellFault.Empty, FaultOf((0, 0), (1, 0), (0, 0)));
        Assert.Equal(CellFault.NotClosed, FaultOf((0, 0), (1, 0), (1, 1), (0, 1)));
        Assert.Equal(CellFault.NotFinite, FaultOf((0, 0), (1, double.NaN), (1, 1), (0, 0)));
        Assert.Equal(CellFault.NotSimple, FaultOf((0, 0), (10, 10), (10, 0), (0, 20), (0, 0)));
        Assert.Equal(CellFault.NotSimple, FaultOf((0, 0), (10, 0), (10, 10), (10, 5), (20, 5), (0, 10), (0, 0)));
        Assert.Equal(CellFault.NotSimple, FaultOf((0, 0), (10, 0), (15, 0), (10, 0), (10, 10), (0, 0)));
        Assert.Null(FaultOf((0, 0), (10, 0), (10, 0), (10, 10), (0, 0)));
        Assert.Equal(CellFault.HoleFirst, CellShape.FaultOf([Ring(true, (0, 0), (1, 0), (1, 1), (0, 0))]));
        var outer = Ring(false, (0, 0), (1, 0), (1, 1), (0, 0));
        var holeOutside = Ring(true, (5, 5), (6, 5), (6, 6), (5, 5));
        Assert.Equal(CellFault.NotSimple, CellShape.FaultOf([outer, holeOutside]));
    }

    [Fact]
    public void A_fault_names_the_cell()
    {
        var builder = new GridBuilder();
        builder.Add(First, new Polygon(Square(0, 0, 1)));
        builder.Add(First, new Polygon(Square(1, 0, 1)));
        var twice = Assert.Throws<CellFaultException>(builder.Build);
        Assert.Equal((First, CellFault.DuplicateCode), (twice.Code, twice.Fault));
        var empty = Assert.Throws<CellFaultException>(() => builder.Add(Second, []));
        Assert.Equal((Second, CellFault.Empty), (empty.Code, empty.Fault));
    }

    private static void AssertDistances(SmallCoverage coverage, PlanePoint point, double metres)
    {
        var place = new Point(point.X, point.Y);
        var distances = coverage.Shapes.Select(shape => shape.Distance(place)).ToArray();
        List<int> found = [-7];
        coverage.Grid.FindWithin(point, metres, found);
        Assert.Equal([-7, .. Enumerable.Range(0, distances.Length).Where(i => distances[i] <= metres)], found);

        var here = coverage.Grid.Locate(point);
        var (second, distance) = coverage.Grid.NearestOther(here, point, metres);
        var others = Enumerable.Range(0, distances.Length).Where(i => i != here && distances[i] <= metres).ToArray();
        Assert.Equal(others.Length == 0 ? double.PositiveInfinity : others.Min(i => distances[i]), distance, 1e-9);
        Assert.Equal(others.Length == 0, second == -1);
        var toBorder = here < 0 ? 0 : coverage.Shapes[here].Boundary.Distance(place);
        Assert.Equal(toBorder, here < 0 ? 0 : coverage.Grid.BorderDistance(here, point), 1e-9);
    }

    private static Grid Squares(params (int X, int Y)[] corners) =>
        Build([.. corners.Select(corner => new Polygon(Square(corner.X, corner.Y, 100)))]);

    private static Grid Build(params Polygon[] cells)
    {
        var builder = new GridBuilder();
        for (var i = 0; i < cells.Length; i++)
            builder.Add(new CellCode(First.Value + i), cells[i]);
        return builder.Build();
    }

    private static LinearRing Square(double x, double y, double side) =>
        new([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side), new(x, y)]);

    private static LinearRing Round(double origin, double radius, int corners)
    {
        var points = Enumerable.Range(0, corners)
            .Select(i => i * 2 * Math.PI / corners)
            .Select(angle => new Coordinate(origin + (radius * Math.Cos(angle)), origin + (radius * Math.Sin(angle))))
            .ToArray();
        return new LinearRing([.. points, points[0]]);
    }

    private static CellFault? FaultOf(params (double X, double Y)[] points) => CellShape.FaultOf([Ring(false, points)]);

    private static CellRing Ring(bool isHole, params (double X, double Y)[] points) =>
        new(isHole, points.Select(point => new PlanePoint(point.X, point.Y)).ToArray());

    private static void AssertLocatedTogether(Grid grid, PlanePoint[] points)
    {
        var cells = new int[points.Length];
        grid.Locate(points, cells);
        Assert.Equal(points.Select(grid.Locate), cells);
    }
}
